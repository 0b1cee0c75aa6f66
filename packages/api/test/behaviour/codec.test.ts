import { MemoryStore } from "@zarrkit/store-memory";
import { expect, test } from "vitest";
import { type CopyOptions, createArray, openArray, slice, type ZarrArray, zeros } from "../../src/index.ts";
import { watched } from "../support/watched.ts";

type Keys = Map<string, Uint8Array>;
type Options = NonNullable<CopyOptions["create"]>;

const little = { name: "bytes", configuration: { endian: "little" } };
const codec = (name: string, configuration: object): never => ({ name, configuration }) as never;
const raw = { compressors: null } as const;

/** An int16 array 0, 1, 2, … and what is stored of it. */
async function stored(options: Options & { shape?: number[] }, store: Keys = new Map()): Promise<[ZarrArray, Keys]> {
  const array = await createArray({ store, dtype: "int16", shape: [4], ...options } as never);
  const data = Int16Array.from({ length: array.size }, (_, index) => index);
  await array.set(null, { data, shape: array.shape });
  return [array, store];
}

async function roundTrips(options: Options & { shape?: number[] }): Promise<void> {
  const [, store] = await stored(options);
  const { data } = await (await openArray(store)).get();
  expect([...(data as Int16Array)]).toEqual(Array.from({ length: (data as Int16Array).length }, (_, index) => index));
}

test.each([
  ["no serializer", ["gzip"]],
  ["two serializers", [little, little]],
  ["a filter behind the serializer", [little, codec("transpose", { order: [0] })]],
  ["a compressor before the serializer", ["gzip", little]],
])("98. a codec list with %s is refused", async (_, codecs) => {
  await expect(zeros([1], { codecs: codecs as never })).rejects.toThrow();
});

test("99. bytes: both orders, which several bytes need and one byte does not", async () => {
  for (const [endian, expected] of [
    ["little", [1, 0]],
    ["big", [0, 1]],
  ] as const) {
    const [, store] = await stored({ codecs: [codec("bytes", { endian })] });
    expect([...(store.get("c/0") ?? []).slice(2, 4)]).toEqual(expected);
  }
  const store: Keys = new Map();
  const { metadata } = await zeros([1], { store });
  store.set("zarr.json", Buffer.from(JSON.stringify({ ...metadata, codecs: [{ name: "bytes" }] })));
  await expect(openArray(store)).rejects.toThrow("endian");
  expect((await zeros([1], { dtype: "int8", ...raw })).metadata["codecs"]).toEqual([{ name: "bytes" }]);
});

test("100. transpose: every order of three axes, and none that is no order", async () => {
  for (const order of [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]) {
    await roundTrips({ shape: [2, 3, 4], filters: [codec("transpose", { order })] });
  }
  for (const order of [[0, 1], [0, 0, 1], [1, 2, 3], "F"]) {
    await expect(stored({ shape: [2, 3, 4], filters: [codec("transpose", { order })] })).rejects.toThrow();
  }
});

test("101. parameters of gzip, zstd and blosc are checked; what is left out of blosc follows the data type", async () => {
  for (const wrong of [
    codec("gzip", { level: 10 }),
    codec("zstd", { level: 99, checksum: false }),
    codec("blosc", { cname: "none" }),
    codec("blosc", { clevel: 10 }),
  ]) {
    await expect(zeros([1], { compressors: [wrong] })).rejects.toThrow();
  }
  const explicit = { typesize: 4, cname: "zstd", clevel: 3, shuffle: "bitshuffle", blocksize: 0 };
  const [array] = await stored({ compressors: [codec("blosc", explicit)] });
  expect(array.metadata["codecs"]).toContainEqual({ name: "blosc", configuration: explicit });
  await roundTrips({
    compressors: [codec("blosc", { cname: "lz4", clevel: 5, shuffle: "shuffle", typesize: 2, blocksize: 0 })],
  });
});

test("102. crc32c adds four bytes, and finds damage", async () => {
  const [array, store] = await stored({ compressors: ["crc32c"] });
  const bytes = store.get("c/0") as Uint8Array;
  expect(bytes.length).toBe(12);
  store.set("c/0", bytes.with(0, 9));
  await expect(array.get()).rejects.toMatchObject({ code: "CODEC" });
});

test("103. strings: empty, of several bytes, and by another serializer refused", async () => {
  const words = ["", "é", "日本", "🦓"];
  const store: Keys = new Map();
  await createArray({ store, data: words });
  expect((await (await openArray(store)).get()).toList()).toEqual(words);
  await expect(createArray({ shape: [1], dtype: "string", serializer: little })).rejects.toThrow();
});

test("104. codecs of numcodecs, also one after another", async () => {
  for (const options of [
    { filters: [codec("numcodecs.delta", { dtype: "<i2" })] },
    { filters: [codec("numcodecs.fixedscaleoffset", { offset: 0, scale: 1, dtype: "<i2", astype: "<i4" })] },
    { filters: [codec("numcodecs.astype", { encode_dtype: "<i8", decode_dtype: "<i2" })] },
    { compressors: [codec("numcodecs.shuffle", { elementsize: 2 }), codec("numcodecs.bz2", { level: 1 })] },
    { compressors: [codec("numcodecs.lzma", {}), codec("numcodecs.crc32", {})] },
    { compressors: [codec("numcodecs.fletcher32", {}), codec("numcodecs.adler32", {})] },
  ]) {
    await roundTrips(options);
  }
  await expect(zeros([1], { dtype: "int16", filters: [codec("numcodecs.packbits", {})] })).rejects.toThrow();
});

test.each(["start", "end"] as const)("105. the index at the %s of a shard", async (indexLocation) => {
  const [array, store] = await stored({ chunks: [2], shards: { shape: [4], indexLocation }, ...raw });
  const shard = store.get("c/0") as Uint8Array;
  // Two chunks of 4 bytes; 16 bytes of index for each, and a checksum.
  expect(shard.length).toBe(8 + 2 * 16 + 4);
  const at = indexLocation === "start" ? 0 : 8;
  const view = new DataView(shard.buffer, shard.byteOffset + at);
  expect([view.getBigUint64(0, true), view.getBigUint64(8, true)].map(Number)).toEqual([36 - at * 4.5, 4]);
  store.set("c/0", shard.with(at, 99));
  await expect((await openArray(store)).get()).rejects.toMatchObject({ code: "CODEC" });
  expect(array.shards).toEqual([4]);
});

test("106. of a shard, only the index and the chunks needed are read; a whole one is written without reading", async () => {
  const { store, asked } = watched(new MemoryStore());
  const array = await createArray({ store, shape: [8], dtype: "int16", chunks: [2], shards: [8], ...raw });
  await array.set(null, Int16Array.from([1, 2, 3, 4, 5, 6, 7, 8]));
  expect(asked.filter((one) => one.endsWith(" c/0"))).toEqual(["set c/0"]);
  const reads: number[] = [];
  const inner = new MemoryStore();
  for await (const key of (store as MemoryStore).list("")) await inner.set(key, (await store.get(key)) as Uint8Array);
  const counted = new Proxy(inner, {
    get(target, name: keyof MemoryStore) {
      if (name !== "get") return target[name];
      return async (...args: Parameters<MemoryStore["get"]>) => {
        const value = await target.get(...args);
        if (args[0] === "c/0") reads.push(value?.length ?? 0);
        return value;
      };
    },
  });
  const config = { coalesceMaxGapBytes: 0 };
  expect((await (await openArray(counted, { config })).get([slice(2, 4)])).toList()).toEqual([3, 4]);
  expect(reads.sort((a, b) => a - b)).toEqual([4, 4 * 16 + 4]);
});

test("107. empty inner chunks are left out, and empty shards deleted", async () => {
  const store: Keys = new Map();
  const array = await createArray({ store, shape: [4], dtype: "int16", chunks: [2], shards: [4], ...raw });
  await array.set([slice(0, 2)], 1);
  expect(store.get("c/0")).toHaveLength(4 + 2 * 16 + 4);
  expect((await array.get()).toList()).toEqual([1, 1, 0, 0]);
  await array.set(null, 0);
  expect([...store.keys()]).toEqual(["zarr.json"]);
});

test("108. shards in shards, without axes, of strings; a shape that does not divide is refused", async () => {
  const sharding = (chunk: number[], codecs: object[]): never =>
    codec("sharding_indexed", {
      chunk_shape: chunk,
      codecs,
      index_codecs: [little, { name: "crc32c" }],
      index_location: "end",
    });
  await roundTrips({ shape: [16], chunks: [8], codecs: [sharding([4], [sharding([2], [little])])] });
  await roundTrips({ shape: [], chunks: [], codecs: [sharding([], [little])] });
  await roundTrips({
    shape: [8],
    chunks: [8],
    codecs: [sharding([2], [little]), { name: "gzip", configuration: { level: 1 } }],
  });
  const words = await createArray({ data: ["a", "bc", "", "d"], chunks: [1], shards: [2] });
  expect((await words.get()).toList()).toEqual(["a", "bc", "", "d"]);
  await expect(zeros([4], { chunks: [2], shards: [3] })).rejects.toThrow();
});

test("110. reads near to each other are merged, up to the settings", async () => {
  const inner = new MemoryStore();
  const made = await createArray({ store: inner, shape: [8], dtype: "int16", chunks: [1], shards: [8], ...raw });
  await made.set(null, Int16Array.from([1, 2, 3, 4, 5, 6, 7, 8]));
  const requests = async (config: object): Promise<number> => {
    const { store, asked } = watched(inner);
    const array = await openArray(store, { config });
    expect((await array.get([slice(0, 7, 2)])).toList()).toEqual([1, 3, 5, 7]);
    return asked.filter((one) => one === "get c/0").length;
  };
  // The index is read once, and then known.
  expect(await requests({ coalesceMaxGapBytes: 1024 })).toBe(2);
  expect(await requests({ coalesceMaxGapBytes: 1024 })).toBe(1);
  expect(await requests({ coalesceMaxGapBytes: 0 })).toBe(4);
  expect(await requests({ coalesceMaxGapBytes: 1024, coalesceMaxBytes: 6 })).toBe(2);
});

test("111. scale_offset and cast_value, together too, and what they refuse", async () => {
  const store: Keys = new Map();
  const filters = [
    codec("scale_offset", { offset: 10, scale: 2 }),
    codec("cast_value", { data_type: "uint8", rounding: "nearest-even", out_of_range: "clamp" }),
  ];
  await createArray({ store, shape: [3], dtype: "float64", fillValue: 10, filters, ...raw });
  const array = await openArray(store);
  await array.set(null, [10, 11.4, 1000]);
  expect([...(store.get("c/0") ?? [])]).toEqual([0, 3, 255]);
  expect((await array.get()).toList()).toEqual([10, 11.5, 137.5]);
  for (const wrong of [{ data_type: "none" }, { data_type: "uint8", rounding: "none" }]) {
    await expect(zeros([1], { filters: [codec("cast_value", wrong)] })).rejects.toThrow();
  }
});
