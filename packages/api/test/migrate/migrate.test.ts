import { describe, expect, test } from "vitest";
import { createArray, createGroup, migrate, open, openArray, openGroup, removeMetadata } from "../../src/index.ts";

type Store = Map<string, Uint8Array>;

async function v2Store(): Promise<Store> {
  const store: Store = new Map();
  const root = await createGroup({ store, zarrFormat: 2, attributes: { mark: 1 } });
  for (const [name, options] of [
    ["zlib", { compressors: { id: "zlib", level: 1 }, order: "F" }],
    ["blosc", { compressors: { id: "blosc", cname: "lz4", clevel: 5, shuffle: -1, blocksize: 0 }, dtype: ">i2" }],
    ["plain", { compressors: null, fillValue: null, chunkKeyEncoding: { name: "v2", separator: "/" } }],
    ["zstd", { attributes: { unit: "m" } }],
  ] as const) {
    const array = await root.createArray(`g/${name}`, { shape: [4, 6], chunks: [2, 3], dtype: "int16", ...options });
    await array.set(
      null,
      Int16Array.from({ length: 24 }, (_, index) => index),
    );
  }
  return store;
}

const arrays = ["g/zlib", "g/blosc", "g/plain", "g/zstd"];
const values = Array.from({ length: 4 }, (_, y) => Array.from({ length: 6 }, (_, x) => 6 * y + x));

describe("migrate", () => {
  test("refuses structures of both byte orders, which version 3 cannot say", async () => {
    const store: Store = new Map();
    const dtype = [
      ["a", "<i2"],
      ["b", ">f8"],
    ];
    const array = await createArray({ store, shape: [2], dtype, zarrFormat: 2, compressors: null });
    await array.set([0], { a: 1, b: 2 });
    expect(store.get("0")?.slice(0, 10)).toEqual(Uint8Array.of(1, 0, 0x40, 0, 0, 0, 0, 0, 0, 0));
    expect((await (await openArray(store)).get()).toList()).toEqual([
      { a: 1, b: 2 },
      { a: 0, b: 0 },
    ]);
    await expect(migrate(store)).rejects.toThrow(/both/);
    expect(store.has("zarr.json")).toBe(false);
  });

  test("writes version 3 documents beside those of version 2, and moves no chunk", async () => {
    const store = await v2Store();
    const before = new Map(store);
    expect(await migrate(store)).toBe(6);
    for (const path of arrays) {
      const array = await openArray(store, { path, zarrFormat: 3 });
      expect((await array.get()).toList()).toEqual(values);
      expect(array.attrs).toEqual((await openArray(store, { path, zarrFormat: 2 })).attrs);
    }
    expect((await openGroup(store, { zarrFormat: 3 })).attrs).toEqual({ mark: 1 });
    for (const [key, value] of before) expect(store.get(key)).toEqual(value);
    expect([...store.keys()].filter((key) => !before.has(key)).every((key) => key.endsWith("zarr.json"))).toBe(true);
  });

  test("removes the version 2 documents when told", async () => {
    const store = await v2Store();
    await migrate(store, { removeV2Metadata: true });
    expect([...store.keys()].filter((key) => /\.z\w+$/.test(key))).toEqual([]);
    for (const path of arrays) expect((await (await openArray(store, { path })).get()).toList()).toEqual(values);
  });

  test("only a part, or to another store", async () => {
    const store = await v2Store();
    const output: Store = new Map();
    expect(await migrate(store, { path: "g/zstd", output })).toBe(1);
    expect(store.has("g/zstd/zarr.json")).toBe(false);
    expect(output.has("g/zstd/zarr.json")).toBe(true);
  });

  test("a dry run writes nothing and says what it would", async () => {
    const store = await v2Store();
    const before = new Map(store);
    const lines: string[] = [];
    expect(await migrate(store, { dryRun: true, removeV2Metadata: true, log: (line) => lines.push(line) })).toBe(6);
    expect(store).toEqual(before);
    expect(lines.filter((line) => line.startsWith("would write"))).toHaveLength(6);
  });

  test("refuses what is in version 3, and documents in the way", async () => {
    const v3: Store = new Map();
    await createArray({ store: v3, shape: [1] });
    await expect(migrate(v3)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await expect(migrate(new Map())).rejects.toMatchObject({ code: "NODE_NOT_FOUND" });
  });
});

describe("removeMetadata", () => {
  test("of either version, where the other is left", async () => {
    for (const zarrFormat of [2, 3] as const) {
      const store = await v2Store();
      await expect(removeMetadata(store, { zarrFormat: 2 })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
      await migrate(store);
      expect(await removeMetadata(store, { zarrFormat })).toBeGreaterThanOrEqual(6);
      expect((await open(store, { mode: "r" })).zarrFormat).toBe(zarrFormat === 2 ? 3 : 2);
    }
  });

  test("by force, everything below a path, or nothing in a dry run", async () => {
    const store = await v2Store();
    const count = store.size;
    await removeMetadata(store, { zarrFormat: 2, path: "g/zstd", force: true, dryRun: true });
    expect(store.size).toBe(count);
    expect(await removeMetadata(store, { zarrFormat: 2, path: "g/zstd", force: true })).toBe(2);
    await expect(openArray(store, { path: "g/zstd" })).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
    expect((await openArray(store, { path: "g/zlib" })).shape).toEqual([4, 6]);
  });

  test("can be done again over documents of an earlier migration", async () => {
    const store = new Map<string, Uint8Array>();
    const group = await openGroup(store, { mode: "w", zarrFormat: 2 });
    await (await group.createArray("a", { shape: [3], dtype: "int16", chunks: [2] })).set(null, [1, 2, 3]);
    expect(await migrate(store)).toBe(2);
    await expect(migrate(store)).rejects.toMatchObject({ code: "CONTAINS_GROUP" });
    expect(await migrate(store, { overwrite: true })).toBe(2);
    const [first] = (await (await openArray(store, { path: "a", zarrFormat: 3 })).get([0])).toBytes();
    expect(first).toBe(1);
  });

  test("keeps what lies beside: nodes of version 3 only, and the documents that chunks in another store need", async () => {
    const store = new Map<string, Uint8Array>();
    await openGroup(store, { mode: "w", zarrFormat: 2 });
    await migrate(store);
    await createArray({ store, name: "new", shape: [1], dtype: "int8" });
    const before = [...store.keys()];
    await expect(migrate(store, { overwrite: true })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await expect(migrate(store, { output: new Map(), removeV2Metadata: true })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
    expect([...store.keys()]).toEqual(before);
  });
});
