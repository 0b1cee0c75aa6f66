import { MemoryStore } from "@zarrkit/store-memory";
import { expect, test } from "vitest";
import {
  consolidateMetadata,
  createGroup,
  createHierarchy,
  group,
  openGroup,
  tree,
  type ZarrGroup,
  zeros,
} from "../../src/index.ts";
import { listOf } from "../support/list-of.ts";
import { watched } from "../support/watched.ts";

type Keys = Map<string, Uint8Array>;

const code = (name: string): object => ({ code: name });

/** A root with an array `x` and groups `a` and `a/b`. */
async function hierarchy(store: Keys = new Map(), zarrFormat: 2 | 3 = 3): Promise<ZarrGroup> {
  const root = await group({ store, zarrFormat });
  await root.createArray("x", { shape: [2] });
  await (await root.createGroup("a")).createGroup("b");
  return root;
}

async function paths(root: ZarrGroup, maxDepth?: number | null): Promise<string[]> {
  return (await listOf(root.members({ maxDepth }))).map(([path]) => path).sort();
}

test("74. members by path, their absence, deleting, and the direct ones in turn", async () => {
  const root = await hierarchy();
  expect((await root.get("a/b"))?.path).toBe("a/b");
  expect(await root.get("none")).toBeUndefined();
  expect([await root.has("x"), await root.has("none"), await root.nmembers()]).toEqual([true, false, 2]);
  await root.delete("x");
  expect(await listOf(root.keys())).toEqual(["a"]);
});

test("75. an array asked for as a group, and a group as an array", async () => {
  const root = await hierarchy();
  await expect(root.group("x")).rejects.toMatchObject(code("CONTAINS_ARRAY"));
  await expect(root.array("a")).rejects.toThrow();
  await expect(root.array("none")).rejects.toMatchObject(code("ARRAY_NOT_FOUND"));
  await expect(root.group("none")).rejects.toMatchObject(code("GROUP_NOT_FOUND"));
});

test("76. deleting a subtree keeps siblings that begin alike", async () => {
  const root = await hierarchy();
  await root.createGroup("ab");
  await root.delete("a");
  expect(await paths(root, null)).toEqual(["ab", "x"]);
});

test("77. members to a depth", async () => {
  const root = await hierarchy();
  expect(await paths(root, 0)).toEqual(["a", "x"]);
  expect(await paths(root, 1)).toEqual(["a", "a/b", "x"]);
  expect(await paths(root, null)).toEqual(["a", "a/b", "x"]);
  await expect(paths(root, -1)).rejects.toMatchObject(code("INVALID_ARGUMENT"));
});

test("78. foreign objects are no members", async () => {
  const store: Keys = new Map([
    ["junk.txt", Uint8Array.of(1)],
    ["folder/junk", Uint8Array.of(1)],
  ]);
  expect(await paths(await hierarchy(store))).toEqual(["a", "x"]);
});

test.each([
  [2, 3],
  [3, 2],
] as const)("79. a group of version %d does not list version %d", async (zarrFormat, other) => {
  const store: Keys = new Map();
  const root = await hierarchy(store, zarrFormat);
  await createGroup({ store, path: "other", zarrFormat: other });
  expect(await paths(await openGroup(store, { zarrFormat }))).toEqual(await paths(root));
  expect(await paths(root)).toEqual(["a", "x"]);
});

test("80. require opens what fits, creates what is missing, and refuses the rest", async () => {
  const root = await hierarchy();
  expect((await root.requireGroup("a")).path).toBe("a");
  expect((await root.requireGroup("new")).path).toBe("new");
  expect((await root.requireArray("x", { shape: [2], dtype: { name: "float64" } })).shape).toEqual([2]);
  await expect(root.requireArray("x", { shape: [3], dtype: "float64" })).rejects.toThrow("shape");
  await expect(root.requireArray("a", { shape: [3], dtype: "float64" })).rejects.toThrow();
  await expect(root.requireGroup("x")).rejects.toMatchObject(code("CONTAINS_ARRAY"));
});

test("81. an array is put in the place of another, at any depth, also a scalar", async () => {
  const root = await hierarchy();
  await root.createArray("x", { shape: [5], overwrite: true });
  expect((await root.array("x")).shape).toEqual([5]);
  await (await root.createArray("a/b/c", { shape: [] })).set(null, 7);
  expect(await (await root.array("a/b/c")).item()).toBe(7);
});

test("82. createHierarchy: groups between, what exists, children of arrays, names that meet, nothing", async () => {
  const store: Keys = new Map();
  const node = { kind: "array", shape: [1] } as const;
  const make = (nodes: object, overwrite = false): Promise<unknown[]> =>
    listOf(createHierarchy({ store, nodes: nodes as never, overwrite }));
  expect(await make({ "a/b": node })).toHaveLength(3);
  await expect(make({ "a/b": node })).rejects.toMatchObject(code("CONTAINS_ARRAY"));
  expect(await make({ "a/b": { ...node, shape: [2] } }, true)).not.toHaveLength(0);
  await expect(make({ c: node, "c/d": node })).rejects.toThrow();
  await expect(make({ e: node, "/e/": { kind: "group" } })).rejects.toThrow();
  await expect(make({ f: { kind: "group", zarrFormat: 2 }, "f/g": { ...node, zarrFormat: 3 } })).rejects.toThrow();
  const before = store.size;
  expect(await make({})).toEqual([]);
  expect(store.size).toBe(before);
});

test("83. never more requests at once than the setting allows", async () => {
  const inner = new MemoryStore();
  let [pending, most] = [0, 0];
  const slow = new Proxy(inner, {
    get(target, name: keyof MemoryStore) {
      const value = target[name] as unknown;
      if (name !== "get" && name !== "set") return value;
      return async (...args: unknown[]) => {
        most = Math.max(most, ++pending);
        await new Promise((resolve) => setTimeout(resolve, 1));
        pending--;
        return (value as (...given: unknown[]) => unknown).apply(target, args);
      };
    },
  });
  const nodes = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`n${index}`, { kind: "group" as const }]));
  const config = { concurrency: 3 };
  await listOf(createHierarchy({ store: slow, nodes, config }));
  expect(await paths(await openGroup(slow, { config, mode: "r" }), null)).toHaveLength(12);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(3);
});

test("84. the texts of a group: what it is, with counts, and its tree", async () => {
  const root = await hierarchy();
  expect(root.info()).toContain("Group");
  expect(await root.infoComplete()).toMatch(/arrays?\D*1/i);
  await root.createGroup("<b>");
  expect(await tree(root, { level: 0 })).not.toContain("└── b\n");
  expect(await tree(root)).toContain("└── b\n");
  expect(await tree(root, { maxNodes: 1 })).toContain("Truncated");
  expect(await tree(root, { html: true })).toContain("&lt;b&gt;");
  await expect(tree(root, { expand: true } as never)).rejects.toMatchObject(code("UNSUPPORTED"));
});

test("93. members of a consolidated group are known without a request", async () => {
  const { store, asked } = watched(new MemoryStore());
  await zeros([2], { store, path: "a/x" });
  await consolidateMetadata(store);
  const root = await openGroup(store);
  asked.length = 0;
  expect(await paths(root, null)).toEqual(["a", "a/x"]);
  expect((await root.array("a/x")).shape).toEqual([2]);
  expect(asked).toEqual([]);
});
