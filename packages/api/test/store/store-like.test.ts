import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MemoryStore } from "@zarrkit/store-memory";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createArray,
  createGroup,
  load,
  open,
  openArray,
  openGroup,
  type StoreLike,
  save,
  zeros,
} from "../../src/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "zarrkit-api-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const data = Int16Array.of(1, 2, 3);

async function roundTrip(store: StoreLike): Promise<void> {
  await save(store, data, { path: "a" });
  const array = await openArray(store, { path: "a", dtype: "int16" });
  expect((await array.get()).data).toEqual(data);
}

describe("what a store can be made from", () => {
  test("a path", async () => {
    const path = join(folder, "path.zarr");
    await roundTrip(path);
    expect(JSON.parse(await readFile(join(path, "a/zarr.json"), "utf8")).data_type).toBe("int16");
  });

  test("a path relative to the working directory", async () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      await roundTrip("relative/b.zarr");
    } finally {
      process.chdir(before);
    }
    expect((await openArray(join(folder, "relative/b.zarr"), { path: "a" })).dtype).toBe("int16");
  });

  test("a file: URL, as text or as an object, with a name that is percent-encoded", async () => {
    const url = pathToFileURL(join(folder, "with space #1.zarr"));
    await roundTrip(url);
    expect((await openArray(url.href, { path: "a" })).shape).toEqual([3]);
    expect((await openArray(join(folder, "with space #1.zarr"), { path: "a" })).shape).toEqual([3]);
  });

  test("memory by name", async () => {
    await roundTrip("memory://by-name");
    expect((await openArray("memory://by-name", { path: "a" })).shape).toEqual([3]);
    await expect(openArray("memory://another", { path: "a" })).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
    for (const wrong of ["memory://", "memory://by-name/a"]) {
      await expect(openArray(wrong)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    }
  });

  test("a Map", async () => {
    const map = new Map<string, Uint8Array>();
    await roundTrip(map);
    expect([...map.keys()].sort()).toEqual(["a/c/0", "a/zarr.json", "zarr.json"]);
  });

  test("a Map whose keys begin with a slash keeps to them", async () => {
    const plain = new Map<string, Uint8Array>();
    await save(plain, data, { path: "a" });
    const slashed = new Map([...plain].map(([key, value]) => [`/${key}`, value]));
    expect((await openArray(slashed, { path: "a" })).shape).toEqual([3]);
    await save(slashed, data, { path: "b" });
    expect([...slashed.keys()].every((key) => key.startsWith("/"))).toBe(true);
    expect(slashed.has("/b/c/0")).toBe(true);
  });

  test("a store", async () => {
    const store = new MemoryStore();
    await roundTrip(store);
    expect((await openArray(store, { path: "a" })).store).toBe(store);
  });

  test("nothing: a new store in memory each time", async () => {
    const [one, two] = [await zeros([1]), await zeros([1])];
    expect(one.store).not.toBe(two.store);
    expect(one.store.description).toMatch(/^memory:/);
    expect((await createGroup()).attrs).toEqual({});
    await expect(openArray()).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
    expect((await openGroup()).kind).toBe("group");
    expect((await open(undefined, { shape: [2] })).kind).toBe("array");
  });
});

describe("what it cannot be made from", () => {
  test.each([
    ["a number", 5],
    ["an object without get", {}],
    ["an object whose get is no function", { get: 1 }],
    ["an empty path", ""],
  ])("%s", async (_, given) => {
    await expect(openArray(given as StoreLike)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  test.each(["gopher://x/y", "mailto://x"])("an address of another kind, %s, names its kind", async (address) => {
    await expect(open(address)).rejects.toMatchObject({ code: "UNSUPPORTED" });
    await expect(open(address)).rejects.toThrow(address.slice(0, 6));
  });
});

describe("a store that cannot be written", () => {
  const readOnly = async (): Promise<MemoryStore> => {
    const map = new Map<string, Uint8Array>();
    await createArray({ store: map, name: "a", data });
    return new MemoryStore(map, { readOnly: true });
  };

  test("is opened for reading when no mode is given", async () => {
    const store = await readOnly();
    expect((await openGroup(store)).readOnly).toBe(true);
    const node = await open(store, { path: "a" });
    expect(node.readOnly).toBe(true);
    expect((await load(store, { path: "a" })) as unknown).toMatchObject({ shape: [3] });
    await expect(openGroup(store, { path: "b" })).rejects.toMatchObject({ code: "GROUP_NOT_FOUND" });
  });

  test.each(["r+", "a", "w", "w-"] as const)("refuses mode %s", async (mode) => {
    const store = await readOnly();
    const failure = { code: "READ_ONLY" };
    await expect(open(store, { path: "a", mode })).rejects.toMatchObject(failure);
    await expect(openArray(store, { path: "a", mode, shape: [3] })).rejects.toMatchObject(failure);
    await expect(openGroup(store, { mode })).rejects.toMatchObject(failure);
  });

  test("refuses what would write", async () => {
    const store = await readOnly();
    const failure = { code: "READ_ONLY" };
    await expect(createArray({ store, name: "b", data })).rejects.toMatchObject(failure);
    await expect(createGroup({ store, path: "b" })).rejects.toMatchObject(failure);
    await expect(save(store, data, { path: "b" })).rejects.toMatchObject(failure);
    const array = await openArray(store, { path: "a", mode: "r" });
    await expect(array.set([0], 1)).rejects.toMatchObject(failure);
    await expect(array.updateAttributes({ a: 1 })).rejects.toMatchObject(failure);
  });
});

describe("paths inside a store", () => {
  test.each(["a/b", "/a/b/", "a//b", "a\\b"])("%j is a/b", async (path) => {
    const map = new Map<string, Uint8Array>();
    const array = await createArray({ store: map, name: path, shape: [1] });
    expect(array.path).toBe("a/b");
    expect([...map.keys()].sort()).toEqual(["a/b/zarr.json", "a/zarr.json", "zarr.json"]);
    expect((await openArray(map, { path })).name).toBe("/a/b");
  });

  test.each(["..", "a/../b", "./a", "a/.", "a\\..\\b", "a\0b"])("%j is refused", async (path) => {
    const failure = { code: "INVALID_PATH" };
    await expect(createArray({ name: path, shape: [1] })).rejects.toMatchObject(failure);
    await expect(openArray(new Map(), { path })).rejects.toMatchObject(failure);
    await expect(openGroup(new Map(), { path })).rejects.toMatchObject(failure);
    await expect(save(new Map(), data, { path })).rejects.toMatchObject(failure);
    await expect(load(new Map(), { path })).rejects.toMatchObject(failure);
  });

  test("a path below an array is refused", async () => {
    const store = new Map<string, Uint8Array>();
    await createArray({ store, name: "a", shape: [1] });
    for (const make of [createArray({ store, name: "a/b", shape: [1] }), createGroup({ store, path: "a/b/c" })]) {
      await expect(make).rejects.toMatchObject({ code: "CONTAINS_ARRAY" });
    }
  });
});
