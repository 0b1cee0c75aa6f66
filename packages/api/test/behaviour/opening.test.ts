import { MemoryStore } from "@zarrkit/store-memory";
import { afterEach, expect, test, vi } from "vitest";
import {
  array,
  create,
  createArray,
  createGroup,
  fromArray,
  load,
  type NDArray,
  open,
  openArray,
  openGroup,
  openLike,
  save,
  type ZarrArray,
  zeros,
} from "../../src/index.ts";
import { outcomeOf } from "../support/outcome.ts";
import { watched } from "../support/watched.ts";

type Keys = Map<string, Uint8Array>;

const keys = (store: Keys): string[] => [...store.keys()].sort();
const memory = (): Keys => new Map();
const code = (name: string): object => ({ code: name });

afterEach(() => vi.restoreAllMocks());

// The tables themselves, cell by cell and in both versions and stores, are test/mode/*.test.ts.
test.each([
  ["v3 array", "opened v3 array"],
  ["v2 array", "opened v2 array"],
  ["v2 group", "opened v2 group"],
  ["nothing", "new v3 group"],
] as const)("1. open over %s, as the tables say", async (scene, expected) => {
  expect(await outcomeOf("memory", "x", scene, ({ store, path }) => open(store, { path }))).toBe(expected);
});

test("2. mode r refuses writes; the store stays writable", async () => {
  const store = memory();
  await zeros([2], { store });
  await expect((await openArray(store, { mode: "r" })).set(null, 1)).rejects.toMatchObject(code("READ_ONLY"));
  await (await openArray(store)).set(null, 1);
  expect(keys(store)).toContain("c/0");
});

test("3. mode r+ opens and writes what exists, and never creates", async () => {
  const store = memory();
  await expect(openArray(store, { mode: "r+", shape: [1] })).rejects.toMatchObject(code("ARRAY_NOT_FOUND"));
  await expect(openGroup(store, { mode: "r+" })).rejects.toMatchObject(code("GROUP_NOT_FOUND"));
  expect(keys(store)).toEqual([]);
  await zeros([2], { store });
  await (await openArray(store, { mode: "r+" })).set(null, 1);
  expect(keys(store)).toEqual(["c/0", "zarr.json"]);
});

test("4. mode w leaves no key of the old node", async () => {
  const store = memory();
  await array([1, 2], { store, zarrFormat: 2 });
  await openArray(store, { mode: "w", shape: [1] });
  expect(keys(store)).toEqual(["zarr.json"]);
});

test("5. mode w- refuses a place with foreign keys", async () => {
  const store: Keys = new Map([["x/junk", Uint8Array.of(1)]]);
  await expect(openGroup(store, { mode: "w-", path: "x" })).rejects.toMatchObject(code("FILE_EXISTS"));
});

test("6. creating over a node changes nothing, and says what is there", async () => {
  const store = memory();
  await array([1], { store, path: "a" });
  await createGroup({ store, path: "g" });
  const before = new Map(store);
  for (const make of [create, (options: object) => createGroup(options)]) {
    await expect(make({ store, path: "a", shape: [1] })).rejects.toMatchObject(code("CONTAINS_ARRAY"));
    await expect(make({ store, path: "g", shape: [1] })).rejects.toMatchObject(code("CONTAINS_GROUP"));
  }
  expect(store).toEqual(before);
});

test("7. overwrite deletes the old chunks", async () => {
  const store = memory();
  await array([1, 2], { store });
  const fresh = await create({ store, shape: [2], overwrite: true });
  expect(keys(store)).toEqual(["zarr.json"]);
  expect((await fresh.get()).toList()).toEqual([0, 0]);
});

test.each([
  [2, ".zgroup"],
  [3, "zarr.json"],
] as const)("8. groups above are made in version %d, and those that exist are kept", async (zarrFormat, document) => {
  const store = memory();
  await createGroup({ store, path: "a", attributes: { mark: 1 }, zarrFormat });
  await zeros([1], { store, path: "a/b/c", zarrFormat });
  expect(keys(store)).toEqual(expect.arrayContaining([document, `a/${document}`, `a/b/${document}`]));
  expect((await openGroup(store, { path: "a" })).attrs).toEqual({ mark: 1 });
});

test("9. nothing is created below an array", async () => {
  const store = memory();
  await zeros([1], { store, path: "a" });
  const before = keys(store);
  await expect(zeros([1], { store, path: "a/b" })).rejects.toThrow();
  await expect(createGroup({ store, path: "a/b/c" })).rejects.toThrow();
  expect(keys(store)).toEqual(before);
});

test("10. of two versions at one path, 3 is opened", async () => {
  const store = memory();
  await zeros([1], { store, zarrFormat: 2 });
  await zeros([2], { store, zarrFormat: 3 });
  expect(await openArray(store)).toMatchObject({ zarrFormat: 3, shape: [2] });
});

test.each([
  [2, 3],
  [3, 2],
] as const)("11. version %d asked for where only %d is", async (zarrFormat, other) => {
  const store = memory();
  await zeros([1], { store, path: "a", zarrFormat: other });
  await expect(openArray(store, { path: "a", zarrFormat })).rejects.toMatchObject(code("ARRAY_NOT_FOUND"));
  await expect(openGroup(store, { mode: "r", zarrFormat })).rejects.toMatchObject(code("GROUP_NOT_FOUND"));
});

test("12. open opens groups too; openGroup refuses an array", async () => {
  const store = memory();
  await zeros([1], { store, path: "a" });
  expect((await open(store)).kind).toBe("group");
  await expect(openGroup(store, { path: "a" })).rejects.toMatchObject(code("CONTAINS_ARRAY"));
});

test("13. paths are normalized", async () => {
  const store = memory();
  await zeros([1], { store, path: "a/b" });
  expect((await openArray(store, { path: "//a//b/" })).path).toBe("a/b");
});

test("14. openLike creates, but not in a store that cannot be written", async () => {
  const like = await zeros([3], { dtype: "int8" });
  expect(await openLike(like, "x", { store: memory() })).toMatchObject({ shape: [3], dtype: "int8" });
  const store = new MemoryStore(memory(), { readOnly: true });
  await expect(openLike(like, "x", { store })).rejects.toMatchObject(code("READ_ONLY"));
});

test("15. save: one array, several, none, and what is no array", async () => {
  const [one, several] = [memory(), memory()];
  await save(one, [1, 2]);
  expect(keys(one)).toContain("c/0");
  await save(several, [Int8Array.of(1), Int8Array.of(2)]);
  expect(keys(several)).toEqual(expect.arrayContaining(["arr_0/zarr.json", "arr_1/zarr.json"]));
  await save(several, { named: [1] });
  expect(keys(several)).toEqual(["named/c/0", "named/zarr.json", "zarr.json"]);
  await expect(save(memory(), {})).rejects.toMatchObject(code("INVALID_ARGUMENT"));
  await expect(save(memory(), { a: {} } as never)).rejects.toMatchObject(code("INVALID_ARGUMENT"));
});

test("16. save and load, also without axes", async () => {
  const store = memory();
  await save(store, 7);
  expect(((await load(store)) as NDArray).item()).toBe(7);
  await save(store, [[1], [2]], { overwrite: true });
  expect(((await load(store)) as NDArray).toList()).toEqual([[1], [2]]);
});

test.each(["3.0", 4, null])("19. the format %j is none", async (zarrFormat) => {
  await expect(open(memory(), { zarrFormat } as never)).rejects.toMatchObject(code("INVALID_METADATA"));
});

test("20. data, or shape and data type", async () => {
  for (const options of [{ data: [1], shape: [1] }, { data: [1], dtype: "int8" }, {}]) {
    await expect(createArray(options)).rejects.toMatchObject(code("INVALID_ARGUMENT"));
  }
});

test("21. fromArray keeps chunks, shards, codecs, keys and names; across versions no codecs", async () => {
  const source = await createArray({
    shape: [8],
    dtype: "int32",
    chunks: [2],
    shards: [4],
    serializer: { name: "bytes", configuration: { endian: "big" } },
    compressors: "gzip",
    chunkKeyEncoding: { name: "v2", separator: "/" },
    dimensionNames: ["x"],
  });
  expect((await fromArray({ data: source })).metadata).toEqual(source.metadata);
  const old = await fromArray({ data: await zeros([8], { chunks: [2], compressors: "gzip" }), zarrFormat: 2 });
  expect(old).toMatchObject({ zarrFormat: 2, chunks: [2] });
  expect(old.metadata["compressor"]).toMatchObject({ id: "zstd" });
});

test("22. data is written by one set for each stored object, and nothing of it is read", async () => {
  const source = await createArray({ data: [1, 2, 3, 4, 5], chunks: [1] });
  for (const make of [
    (store: object) => fromArray({ store: store as never, data: source, chunks: [1], shards: [2] }),
    (store: object) => createArray({ store: store as never, data: [1, 2, 3, 4, 5], chunks: [1], shards: [2] }),
  ]) {
    const { store, asked } = watched(new MemoryStore());
    await make(store);
    expect(asked.filter((one) => /c\/\d/.test(one)).sort()).toEqual(["set c/0", "set c/1", "set c/2"]);
  }
});

test("23. writeData false writes metadata only", async () => {
  const store = memory();
  const options = { data: [1, 2], writeData: false };
  for (const make of [() => createArray({ store, ...options }), () => fromArray({ store, ...options })]) {
    await make();
    expect(keys(store)).toEqual(["zarr.json"]);
    store.clear();
  }
});

test("24. path, name and basename", async () => {
  const names = ({ path, name, basename }: ZarrArray): string[] => [path, name, basename];
  expect(names(await zeros([1], { path: "a/b" }))).toEqual(["a/b", "/a/b", "b"]);
  expect(names(await zeros([1]))).toEqual(["", "/", ""]);
});

test("26. an array with storage transformers cannot be opened", async () => {
  const store = memory();
  const { metadata } = await zeros([1]);
  const document = { ...metadata, storage_transformers: [{ name: "none" }] };
  store.set("zarr.json", Buffer.from(JSON.stringify(document)));
  await expect(openArray(store)).rejects.toThrow("storage");
});
