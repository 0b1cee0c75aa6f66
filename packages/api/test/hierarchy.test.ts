import { describe, expect, test } from "vitest";
import { createGroup, createHierarchy, group, open, openGroup, tree, zeros } from "../src/index.ts";
import { listOf } from "./support/list-of.ts";

describe("createHierarchy", () => {
  test("creates the nodes, and the groups above them", async () => {
    const store = new Map<string, Uint8Array>();
    const array = await zeros([2, 3], { dtype: "int16" });
    const nodes = { "a/b": array.metadata, c: (await createGroup({ attributes: { mark: 1 } })).metadata };
    const made = await listOf(createHierarchy({ store, nodes }));
    expect(made.map(([path, node]) => `${path} ${node.kind}`).sort()).toEqual([
      " group",
      "a group",
      "a/b array",
      "c group",
    ]);
    expect(await open(store, { path: "a/b", mode: "r" })).toMatchObject({ shape: [2, 3], dtype: "int16" });
    expect((await openGroup(store, { path: "c", mode: "r" })).attrs).toEqual({ mark: 1 });
  });

  test("what is in the way stays, unless overwrite", async () => {
    const store = new Map<string, Uint8Array>();
    await zeros([9], { store, path: "a" });
    const { metadata } = await zeros([2]);
    const again = (overwrite: boolean) =>
      listOf(createHierarchy({ store, nodes: { a: metadata, b: metadata }, overwrite }));
    await expect(again(false)).rejects.toMatchObject({ code: "CONTAINS_ARRAY" });
    expect([...store.keys()].sort()).toEqual(["a/zarr.json", "zarr.json"]);
    await again(true);
    expect(await open(store, { path: "a", mode: "r" })).toMatchObject({ shape: [2] });
  });

  test("below a path", async () => {
    const store = new Map<string, Uint8Array>();
    await listOf(createHierarchy({ store, path: "x", nodes: { a: (await zeros([1])).metadata } }));
    expect((await open(store, { path: "x/a", mode: "r" })).kind).toBe("array");
  });

  test.each([
    ["a node below an array", ["a", "a/b"]],
    ["two names of one node", ["a", "/a/"]],
  ])("%s is refused", async (_, names) => {
    const { metadata } = await zeros([1]);
    const store = new Map<string, Uint8Array>();
    const nodes = Object.fromEntries(names.map((name) => [name, metadata]));
    await expect(listOf(createHierarchy({ store, nodes }))).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    expect(store.size).toBe(0);
  });

  test("nothing makes nothing", async () => {
    const store = new Map<string, Uint8Array>();
    expect(await listOf(createHierarchy({ store, nodes: {} }))).toEqual([]);
    expect(store.size).toBe(0);
  });
});

test("tree", async () => {
  const root = await group();
  await root.createArray("a", { shape: [2, 2], dtype: "int16" });
  await root.createArray("b/c", { shape: [4], dtype: "float32" });
  await root.createGroup("b/e");
  expect(await tree(root)).toBe(
    ["/", "├── a (2, 2) int16", "└── b", "    ├── c (4,) float32", "    └── e", ""].join("\n"),
  );
  expect(await tree(root, { maxDepth: 0 })).toBe(["/", "├── a (2, 2) int16", "└── b", ""].join("\n"));
});
