import { describe, expect, test } from "vitest";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { MapStore } from "../../support/map-store.ts";
import { blocksOf, smallArray } from "../../support/small-array.ts";

const sizeOf = (values: Map<string, Uint8Array>, prefix: string): number => {
  return [...values].reduce((sum, [key, value]) => sum + (key.startsWith(prefix) ? value.length : 0), 0);
};

test("nchunksInitialized counts stored chunks of the grid and no other key", async () => {
  const store = new MapStore();
  const array = await smallArray(store, { shape: [10], chunks: [3] });
  expect(await array.nchunksInitialized()).toBe(0);
  await array.set([slice(2, 5)], 1);
  store.values.set("a/c/9", new Uint8Array(1));
  store.values.set("a/c/01", new Uint8Array(1));
  store.values.set("a/other", new Uint8Array(1));
  expect(await array.nchunksInitialized()).toBe(2);
});

test("a shard counts with all of its chunks, also of an array at the root", async () => {
  const array = await smallArray(new MapStore(), { shape: [16], chunks: [8], codecs: blocksOf([2]) });
  await array.set([1], 1);
  expect(await array.nchunksInitialized()).toBe(4);
});

test("nbytesStored adds up everything below the path, metadata included", async () => {
  const store = new CountingStore();
  const array = await smallArray(store, { shape: [10], chunks: [3] });
  await array.set(null, 1);
  store.map.values.set("ab/c/0", new Uint8Array(1000));
  expect(await array.nbytesStored()).toBe(sizeOf(store.map.values, "a/"));
});

test("nbytesStored asks for sizes where the store tells them", async () => {
  const map = new MapStore();
  const array = await smallArray(map, { shape: [10], chunks: [3] });
  await array.set(null, 1);
  const sized = Object.assign(Object.create(map), { size: () => 7, get: () => expect.unreachable("no value is read") });
  const { openSmall } = await import("../../support/small-array.ts");
  const reader = await openSmall(map);
  expect(await reader.nbytesStored()).toBe(sizeOf(map.values, "a/"));
  Object.assign(map, { size: sized.size });
  expect(await reader.nbytesStored()).toBe(7 * 5);
});

test("both need a store that can list", async () => {
  const { get, set, delete: remove } = MapStore.prototype;
  const values = new Map<string, Uint8Array>();
  const store = { values, get, set, delete: remove, contract: "zarrkit.store.v1", description: "unlisted" } as const;
  const array = await smallArray(store as never, { shape: [1] });
  expect((await caught(array.nbytesStored())).code).toBe("UNSUPPORTED");
  expect((await caught(array.nchunksInitialized())).code).toBe("UNSUPPORTED");
  expect((await caught(array.infoComplete())).code).toBe("UNSUPPORTED");
});

describe("info", () => {
  test("has zarr-python's lines", async () => {
    const array = await smallArray(new MapStore(), { shape: [10, 4], chunks: [3, 4] });
    expect(array.info().split("\n")).toEqual([
      "Type               : ZarrArray",
      "Zarr format        : 3",
      "Data type          : float64",
      "Fill value         : 0",
      "Shape              : (10, 4)",
      "Chunk shape        : (3, 4)",
      "Order              : C",
      "Read-only          : false",
      "Store type         : map://test",
      "Filters            : ()",
      "Serializer         : bytes(endian=little)",
      "Compressors        : ()",
      "No. bytes          : 320",
    ]);
  });

  test("says what is inside the shards", async () => {
    const codecs = blocksOf(
      [2],
      [{ name: "negate" }, { name: "bytes", configuration: { endian: "little" } }, { name: "checksum" }],
    );
    const array = await smallArray(new MapStore(), { shape: [1600], chunks: [8], codecs });
    const lines = array.info().split("\n");
    expect(lines.slice(4, 7)).toEqual([
      "Shape              : (1600,)",
      "Shard shape        : (8,)",
      "Chunk shape        : (2,)",
    ]);
    expect(lines.slice(-4)).toEqual([
      "Filters            : (negate(),)",
      "Serializer         : bytes(endian=little)",
      "Compressors        : (checksum(),)",
      "No. bytes          : 12800 (12.5K)",
    ]);
  });

  test("leaves out what version 2 implies", async () => {
    const options = { shape: [4, 4], chunks: [2, 2], order: "F", zarrFormat: 2 } as const;
    const lines = (await smallArray(new MapStore(), options)).info().split("\n");
    expect(lines.slice(-3)).toEqual(["Filters            : ()", "Compressors        : ()", "No. bytes          : 128"]);
    expect(lines).toContain("Order              : F");
  });

  test("calls chunks of several shapes variable", async () => {
    const array = await smallArray(new MapStore(), { shape: [5], chunks: [[2, 3]] });
    expect(array.info()).toContain("Chunk shape        : <variable>");
  });

  test("complete adds what is stored", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4], chunks: [2] });
    await array.set([0], 1);
    const stored = sizeOf(store.values, "a/");
    expect((await array.infoComplete()).split("\n").slice(-4)).toEqual([
      "No. bytes          : 32",
      `No. bytes stored   : ${stored}`,
      `Storage ratio      : ${(32 / stored).toFixed(1)}`,
      "Chunks Initialized : 1",
    ]);
    const sharded = await smallArray(new MapStore(), { shape: [16], chunks: [8], codecs: blocksOf([2]) });
    await sharded.set(null, 1);
    expect((await sharded.infoComplete()).split("\n").at(-1)).toBe("Shards Initialized : 2");
  });
});

describe("chunkSizes", () => {
  test("tells the size of a chunk, and asks for nothing else", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [10], chunks: [3] });
    await array.set([slice(0, 4)], 1);
    store.values.set("a/c/1", new Uint8Array(1234));
    expect(await array.chunkSizes([1])).toEqual([1234]);
    expect(await array.chunkSizes([3])).toEqual([undefined]);
    expect(await array.chunkSizes([-3])).toEqual([1234]);
  });

  test("refuses coordinates outside the grid, of another number, and that are no integers", async () => {
    const array = await smallArray(new MapStore(), { shape: [10], chunks: [3] });
    for (const outside of [[4], [-5]]) {
      expect(await caught(array.chunkSizes(outside))).toMatchObject({ code: "OUT_OF_BOUNDS" });
    }
    for (const wrong of [[], [0, 0], [0.5]]) {
      expect(await caught(array.chunkSizes(wrong))).toMatchObject({ code: "INVALID_SELECTION" });
    }
  });

  test("of a shard tells those of its inner chunks", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [16], chunks: [8], codecs: blocksOf([2]) });
    await array.set([slice(2, 4)], 1);
    const [size] = (await array.chunkSizes([0])).filter((one) => one !== undefined);
    expect(size).toBeGreaterThan(0);
    expect(await array.chunkSizes([0])).toEqual([undefined, size, undefined, undefined]);
    expect(await array.chunkSizes([1])).toEqual([undefined, undefined, undefined, undefined]);
    store.values.set("a/c/1", new Uint8Array(1));
    expect(await caught(array.chunkSizes([1]))).toMatchObject({ code: "CODEC", key: "a/c/1", chunk: [1] });
  });
});
