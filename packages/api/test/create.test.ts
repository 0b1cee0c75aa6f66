import { describe, expect, test } from "vitest";
import {
  array,
  type CreateArrayOptions,
  type CreateInStoreOptions,
  create,
  createArray,
  createGroup,
  empty,
  full,
  group,
  ones,
  openArray,
  openGroup,
  type ZarrArray,
  zeros,
} from "../src/index.ts";

const invalid = { code: "INVALID_ARGUMENT" };
const zstdCodec = { name: "zstd", configuration: { level: 0, checksum: false } };

const makers: readonly ((options: CreateInStoreOptions) => Promise<ZarrArray>)[] = [create, createArray];

describe("what new arrays get when nobody says, as in zarr-python", () => {
  test("version 3", async () => {
    const { metadata } = await create({ shape: [4, 6] });
    expect(metadata).toEqual({
      zarr_format: 3,
      node_type: "array",
      shape: [4, 6],
      data_type: "float64",
      chunk_grid: { name: "regular", configuration: { chunk_shape: [4, 6] } },
      chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
      fill_value: 0,
      codecs: [{ name: "bytes", configuration: { endian: "little" } }, zstdCodec],
      attributes: {},
      storage_transformers: [],
    });
  });

  test("version 2", async () => {
    for (const make of makers) {
      const { metadata } = await make({ shape: [4, 6], dtype: "int16", zarrFormat: 2 });
      expect(metadata).toEqual({
        zarr_format: 2,
        shape: [4, 6],
        chunks: [4, 6],
        dtype: "<i2",
        fill_value: 0,
        order: "C",
        filters: null,
        dimension_separator: ".",
        compressor: { id: "zstd", level: 0 },
      });
    }
  });

  // Measured in zarr-python 3.4.
  test.each([
    [[100], "int32", [100]],
    [[10, 20], "float64", [10, 20]],
    [[1000, 1000], "float64", [250, 250]],
    [[10_000, 10_000], "float64", [313, 625]],
    [[1_000_000], "float64", [62_500]],
    [[1_000_000_000], "uint8", [1_953_125]],
    [[4000, 4000, 4000], "float32", [125, 125, 250]],
    [[365, 720, 1440], "float32", [46, 90, 180]],
    [[2000, 3000, 4], "uint16", [500, 750, 1]],
    [[100_000, 100], "int32", [12_500, 13]],
    [[], "int32", []],
  ])("chunks of shape %j, %s: %j", async (shape, dtype, chunks) => {
    expect((await create({ shape, dtype })).chunks).toEqual(chunks);
    expect((await createArray({ shape, dtype })).chunks).toEqual(chunks);
  });
});

describe("create and createArray", () => {
  test("both refuse what no array can be, and write nothing", async () => {
    const bad: readonly CreateArrayOptions[] = [
      {},
      { shape: [-1] },
      { shape: [1.5] },
      { shape: ["2"] as never },
      { shape: [4, 4], chunks: [2] },
      { shape: [4], chunks: [0] },
      { shape: [4], chunks: ["a"] as never },
      { shape: [4], dtype: "int8", fillValue: 300 },
      { shape: [4], dtype: "int8", fillValue: "x" },
      { shape: [4], dtype: "int99" },
      { shape: [4], dimensionNames: ["a", "b"] },
      { shape: [4], chunkKeyEncoding: { name: "default", separator: "-" } },
      { shape: [4], zarrFormat: 4 as never },
      { shape: [4], zarrFormat: 2, dimensionNames: ["a"] },
      { shape: [4], zarrFormat: 2, shards: [2] },
      { shape: [4], zarrFormat: 2, chunkKeyEncoding: "default" },
      { shape: [4], zarrFormat: 2, compressors: [{ id: "zlib" }, { id: "zstd" }] },
      { shape: [4], zarrFormat: 2, codecs: ["bytes"] },
      { shape: [4], codecs: ["bytes"], compressors: "gzip" },
      { shape: [4], chunks: [2], shards: [3] },
      { shape: [4], compressors: { name: "gzip", configuration: { level: 99 } } },
    ];
    for (const options of bad) {
      for (const make of makers) {
        const store = new Map<string, Uint8Array>();
        const error = await make({ ...options, store } as never).catch((thrown: unknown) => thrown);
        expect(error, `${make.name} ${JSON.stringify(options)}`).toMatchObject({
          code: expect.stringMatching(/^(INVALID_|UNKNOWN_)/),
        });
        expect([...store.keys()]).toEqual([]);
      }
    }
  });

  test("chunks: false is one chunk, a number is for every axis, -1 is the whole axis", async () => {
    const chunks = async (given: CreateInStoreOptions["chunks"]) =>
      (await create({ shape: [20, 30], chunks: given })).chunks;
    expect(await chunks(false)).toEqual([20, 30]);
    expect(await chunks(true)).toEqual([20, 30]);
    expect(await chunks(7)).toEqual([7, 7]);
    expect(await chunks(-1)).toEqual([20, 30]);
    expect(await chunks([5, -1])).toEqual([5, 30]);
    expect(await chunks([50, 50])).toEqual([50, 50]);
  });

  test("shape may be a number", async () => {
    expect((await create({ shape: 5 })).shape).toEqual([5]);
    expect((await zeros(5)).shape).toEqual([5]);
  });

  test("attributes are copied", async () => {
    const attributes = { a: 1 };
    const store = new Map<string, Uint8Array>();
    const made = await createArray({ store, name: "a", shape: [1], attributes });
    const parent = await createGroup({ store, path: "g", attributes });
    attributes.a = 2;
    expect([made.attrs, parent.attrs]).toEqual([{ a: 1 }, { a: 1 }]);
  });

  test("groups above are made in the same format, and stay as they are when they exist", async () => {
    for (const zarrFormat of [2, 3] as const) {
      const store = new Map<string, Uint8Array>();
      await createGroup({ store, zarrFormat, attributes: { mark: 1 } });
      await create({ store, path: "a/b/c", shape: [1], zarrFormat });
      expect((await openGroup(store, { mode: "r" })).attrs).toEqual({ mark: 1 });
      for (const path of ["a", "a/b"]) {
        expect((await openGroup(store, { path, mode: "r" })).zarrFormat).toBe(zarrFormat);
      }
    }
  });
});

describe("create", () => {
  test("v2 only options in version 2", async () => {
    const made = await create({
      shape: [4],
      zarrFormat: 2,
      compressor: { id: "zlib", level: 3 },
      dimensionSeparator: "/",
      fillValue: null,
      order: "F",
    });
    expect(made.metadata).toMatchObject({
      compressor: { id: "zlib", level: 3 },
      dimension_separator: "/",
      fill_value: null,
      order: "F",
    });
    expect(made.fillValue).toBeNull();
    expect((await create({ shape: [4], zarrFormat: 2, compressor: null })).metadata["compressor"]).toBeNull();
    expect((await create({ shape: [4], zarrFormat: 2, compressor: "auto" })).metadata["compressor"]).toEqual({
      id: "zstd",
      level: 0,
    });
    await made.set(null, [1, 2, 3, 4]);
    expect((await made.get()).toList()).toEqual([1, 2, 3, 4]);
  });

  test.each([{ compressor: { id: "zlib" } }, { compressor: null }, { dimensionSeparator: "/" as const }])(
    "%j is refused in version 3",
    async (options) => {
      await expect(create({ shape: [4], ...options })).rejects.toMatchObject(invalid);
    },
  );

  test("compressor auto means nothing in version 3", async () => {
    expect((await create({ shape: [4], compressor: "auto" })).codecs.compressors).toEqual([zstdCodec]);
  });

  test("two names for one thing are refused", async () => {
    await expect(create({ shape: [4], chunks: [2], chunkShape: [2] })).rejects.toMatchObject(invalid);
    await expect(
      create({ shape: [4], zarrFormat: 2, compressor: { id: "zlib" }, compressors: { id: "zlib" } }),
    ).rejects.toMatchObject(invalid);
    expect((await create({ shape: [4], chunkShape: [2] })).chunks).toEqual([2]);
  });

  test("writeEmptyChunks", async () => {
    const store = new Map<string, Uint8Array>();
    await (await create({ store, shape: [4], chunks: [2], writeEmptyChunks: true })).set(null, 0);
    expect([...store.keys()].sort()).toEqual(["c/0", "c/1", "zarr.json"]);
    await (await openArray(store)).set([0], 0);
    expect([...store.keys()].sort()).toEqual(["c/1", "zarr.json"]);
    await (await openArray(store, { writeEmptyChunks: true })).set([0], 0);
    expect([...store.keys()].sort()).toEqual(["c/0", "c/1", "zarr.json"]);
  });

  test("the whole list of codecs", async () => {
    const bigEndian = { name: "bytes", configuration: { endian: "big" } };
    const made = await create({ shape: [4], dtype: "int16", codecs: [bigEndian, "crc32c"] });
    await made.set(null, [1, 2, 3, 4]);
    expect((await made.get()).toList()).toEqual([1, 2, 3, 4]);
    expect(made.metadata["codecs"]).toMatchObject([bigEndian, { name: "crc32c" }]);
  });
});

describe("createArray", () => {
  test("shards, names, key encoding, fill value", async () => {
    const store = new Map<string, Uint8Array>();
    const made = await createArray({
      store,
      path: "g",
      name: "a",
      shape: [8, 8],
      dtype: "uint8",
      chunks: [2, 2],
      shards: { shape: [4, 4], indexLocation: "start" },
      compressors: [{ name: "gzip", configuration: { level: 1 } }, "crc32c"],
      dimensionNames: ["y", null],
      chunkKeyEncoding: { name: "v2", separator: "." },
      fillValue: 7,
    });
    expect([made.path, made.chunks, made.shards, made.dimensionNames, made.fillValue]).toEqual([
      "g/a",
      [2, 2],
      [4, 4],
      ["y", null],
      7,
    ]);
    await made.set([0, 0], 1);
    expect(store.has("g/a/0.0")).toBe(true);
    const reopened = await openArray(store, { path: "g/a", dtype: "uint8" });
    expect([...(await reopened.get({ y: 0 })).data]).toEqual([1, 7, 7, 7, 7, 7, 7, 7]);
  });

  test("data, or shape and dtype", async () => {
    const data = { data: Int16Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] };
    const made = await createArray({ data, chunks: [1, 3] });
    expect([made.dtype, made.shape, made.chunks]).toEqual(["int16", [2, 3], [1, 3]]);
    expect((await made.get()).toList()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    await expect(createArray({ data, shape: [2, 3] })).rejects.toMatchObject(invalid);
    await expect(createArray({ data, dtype: "int16" })).rejects.toMatchObject(invalid);
    await expect(createArray({ dtype: "int16" })).rejects.toMatchObject(invalid);
  });

  test("writeData false writes the metadata of data only", async () => {
    const store = new Map<string, Uint8Array>();
    await createArray({ store, data: [1, 2, 3], writeData: false });
    expect([...store.keys()]).toEqual(["zarr.json"]);
  });

  test("refuses a place that is taken, unless overwrite", async () => {
    for (const zarrFormat of [2, 3] as const) {
      const store = new Map<string, Uint8Array>();
      const options = { store, name: "a", zarrFormat };
      await createArray({ ...options, shape: [4], dtype: "int8" });
      await expect(createArray({ ...options, shape: [4] })).rejects.toMatchObject({ code: "CONTAINS_ARRAY" });
      await createArray({ ...options, shape: [2], overwrite: true });
      expect((await openArray(store, { path: "a" })).shape).toEqual([2]);
      await createGroup({ store, path: "b", zarrFormat });
      await expect(createArray({ ...options, name: "b", shape: [4] })).rejects.toMatchObject({
        code: "CONTAINS_GROUP",
      });
    }
  });
});

describe("array", () => {
  test("keeps the shape, data type and chunks of an array of this library", async () => {
    const source = await create({ shape: [4, 6], dtype: "int16", chunks: [2, 3] });
    await source.set(null, 5);
    const copy = await array(source);
    expect([copy.dtype, copy.shape, copy.chunks]).toEqual(["int16", [4, 6], [2, 3]]);
    expect((await copy.get()).toBytes()).toEqual((await source.get()).toBytes());
    expect((await array(source, { chunks: [4, 6] })).chunks).toEqual([4, 6]);
  });

  test("keeps to a data type that was given, or refuses", async () => {
    expect((await array([1, 2, 3], { dtype: "uint8" })).dtype).toBe("uint8");
    await expect(array([1, 2.5], { dtype: "uint8" })).rejects.toMatchObject({ code: "VALUE_MISMATCH" });
    await expect(array([1, 256], { dtype: "uint8" })).rejects.toMatchObject({ code: "VALUE_MISMATCH" });
  });
});

describe("empty, zeros, ones, full", () => {
  test.each([
    ["empty", () => empty([2]), 0],
    ["zeros", () => zeros([2]), 0],
    ["ones", () => ones([2]), 1],
    ["full", () => full([2], 7), 7],
  ] as const)("%s is float64 and reads as its value", async (_, make, value) => {
    const made = await make();
    expect(made.dtype).toBe("float64");
    expect((await made.get()).toList()).toEqual([value, value]);
  });

  test("no chunk is written", async () => {
    for (const make of [empty, zeros, ones]) {
      const store = new Map<string, Uint8Array>();
      await make([2], { store });
      expect([...store.keys()]).toEqual(["zarr.json"]);
    }
    const store = new Map<string, Uint8Array>();
    await full([2], 3, { store });
    expect([...store.keys()]).toEqual(["zarr.json"]);
  });

  test.each([
    ["bool", false, true],
    ["int8", 0, 1],
    ["uint64", 0n, 1n],
    ["float16", 0, 1],
    ["complex64", [0, 0], [1, 0]],
  ] as const)("%s has its own zero and one, in both formats", async (dtype, zero, one) => {
    for (const zarrFormat of [2, 3] as const) {
      expect(await (await zeros([1], { dtype, zarrFormat })).item([0])).toEqual(zero);
      expect(await (await ones([1], { dtype, zarrFormat })).item([0])).toEqual(one);
    }
  });

  test("full takes special values, also as documents spell them", async () => {
    const fill = async (value: unknown, dtype: string): Promise<unknown> =>
      (await full([1], value, { dtype })).item([0]);
    expect(await fill(Number.NaN, "float32")).toBeNaN();
    expect(await fill("NaN", "float32")).toBeNaN();
    expect(await fill(Number.NEGATIVE_INFINITY, "float64")).toBe(Number.NEGATIVE_INFINITY);
    expect(Object.is(await fill(-0, "float64"), -0)).toBe(true);
    expect(await fill(2n ** 63n, "uint64")).toBe(2n ** 63n);
    expect(await fill(true, "bool")).toBe(true);
    await expect(fill(300, "uint8")).rejects.toMatchObject(invalid);
  });

  test("they take the options of create", async () => {
    const made = await ones([4, 4], { dtype: "<i2", chunks: [2, 2], zarrFormat: 2, path: "x/y", attributes: { a: 1 } });
    expect([made.dtype, made.chunks, made.zarrFormat, made.path, made.attrs]).toEqual([
      "int16",
      [2, 2],
      2,
      "x/y",
      { a: 1 },
    ]);
  });
});

describe("createGroup and group", () => {
  test("group opens or makes, with attributes and format", async () => {
    const store = new Map<string, Uint8Array>();
    const made = await group({ store, path: "g", attributes: { a: 1 }, zarrFormat: 2 });
    expect([made.path, made.attrs, made.zarrFormat]).toEqual(["g", { a: 1 }, 2]);
    expect((await group({ store, path: "g", attributes: { b: 1 }, zarrFormat: 2 })).attrs).toEqual({ a: 1 });
    expect((await group({ store, path: "g", overwrite: true, zarrFormat: 2 })).attrs).toEqual({});
  });

  test("members are made in the group's format", async () => {
    for (const zarrFormat of [2, 3] as const) {
      const parent = await createGroup({ zarrFormat });
      expect((await parent.createArray("a", { shape: [1] })).zarrFormat).toBe(zarrFormat);
      expect((await parent.createGroup("g")).zarrFormat).toBe(zarrFormat);
    }
  });
});
