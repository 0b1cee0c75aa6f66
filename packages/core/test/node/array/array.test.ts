import { describe, expect, test } from "vitest";
import { ArrayIndexError, BoundsCheckError, ValueMismatchError } from "../../../src/error/usage-error.ts";
import { ZarrArray } from "../../../src/node/array/array.ts";
import { slice } from "../../../src/selection/slice.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { v3Document } from "../../support/array-document.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { putJson } from "../../support/json-of.ts";
import { MapStore } from "../../support/map-store.ts";
import { blocksOf, counting, little, openSmall, smallArray } from "../../support/small-array.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

describe("what an array says of itself", () => {
  test("comes from its metadata", async () => {
    const store = new MapStore();
    const array = await ZarrArray.create(
      { store, path: "g/a" },
      {
        shape: [5, 7],
        chunks: [2, 3],
        dtype: "float32",
        fillValue: 1.5,
        dimensionNames: ["y", null],
        attributes: { u: "K" },
      },
      smallEnvironment(),
    );
    expect(array).toMatchObject({
      kind: "array",
      shape: [5, 7],
      ndim: 2,
      size: 35,
      chunks: [2, 3],
      shards: null,
      cdataShape: [3, 3],
      nchunks: 9,
      dtype: "float32",
      itemsize: 4,
      nbytes: 140,
      fillValue: 1.5,
      attrs: { u: "K" },
      dimensionNames: ["y", null],
      zarrFormat: 3,
      order: "C",
      path: "g/a",
      name: "/g/a",
      basename: "a",
      readOnly: false,
    });
    expect(array.store).toBe(store);
  });

  test("counts inner chunks where there are some", async () => {
    const array = await smallArray(new MapStore(), { shape: [10, 10], chunks: [4, 8], codecs: blocksOf([2, 4]) });
    expect(array).toMatchObject({ chunks: [2, 4], shards: [4, 8], cdataShape: [5, 3], nchunks: 15 });
  });

  test("has no shards where other codecs are around them", async () => {
    const codecs = [...blocksOf([2, 4]), { name: "checksum" }];
    const array = await smallArray(new MapStore(), { shape: [8, 8], chunks: [4, 8], codecs });
    expect(array).toMatchObject({ chunks: [4, 8], shards: null, cdataShape: [2, 1] });
  });

  test("holds without elements and without axes", async () => {
    expect(await smallArray(new MapStore(), { shape: [0, 5], chunks: [2, 2] })).toMatchObject({
      size: 0,
      nbytes: 0,
      nchunks: 0,
      cdataShape: [0, 3],
    });
    expect(await smallArray(new MapStore(), { shape: [] })).toMatchObject({ size: 1, nbytes: 8, nchunks: 1, ndim: 0 });
  });

  test("is read-only where its store is", async () => {
    const store = new MapStore();
    await smallArray(store, { shape: [1] });
    expect((await openSmall(withReadOnly(store))).readOnly).toBe(true);
  });

  test("is a report in lines too", async () => {
    const array = await smallArray(new MapStore(), {
      shape: [1000],
      chunks: [100],
      codecs: blocksOf([10], [little, "run_length"]),
    });
    expect(array.info().split("\n")).toEqual(
      expect.arrayContaining(
        [
          "Type               : ZarrArray",
          "Zarr format        : 3",
          "Shape              : (1000,)",
          "Shard shape        : (100,)",
          "Chunk shape        : (10,)",
          "Read-only          : False",
          "Store type         : map://test",
          "No. bytes          : 8000 (7.8K)",
        ].map((line) => expect.stringMatching(new RegExp(`^${line.replace(/[().]/g, "\\$&")}$`, "i"))),
      ),
    );
  });
});

describe("getChunk", () => {
  const made = async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [5, 5], chunks: [2, 3], fillValue: -1 });
    await array.set(null, counting(25));
    store.reset();
    return { store, array };
  };

  test("reads one chunk with one request, cut at the end of the array", async () => {
    const { store, array } = await made();
    expect((await array.getChunk([0, 0])).toList()).toEqual([
      [0, 1, 2],
      [5, 6, 7],
    ]);
    expect((await array.getChunk([2, 1])).toList()).toEqual([[23, 24]]);
    expect(store.reads).toEqual(["a/c/0/0", "a/c/2/1"]);
  });

  test("fills what hangs over the end when it is not to be cut", async () => {
    const { array } = await made();
    expect((await array.getChunk([2, 1], { trim: false })).toList()).toEqual([
      [23, 24, -1],
      [-1, -1, -1],
    ]);
    expect((await array.getChunk([0, 0], { trim: false })).shape).toEqual([2, 3]);
  });

  test("counts from the end when negative", async () => {
    const { array } = await made();
    expect((await array.getChunk([-1, -2n])).toList()).toEqual([[20, 21, 22]]);
  });

  test("counts inner chunks where there are some", async () => {
    const array = await smallArray(new MapStore(), { shape: [8], chunks: [4], codecs: blocksOf([2]) });
    await array.set(null, counting(8));
    expect((await array.getChunk([3])).toList()).toEqual([6, 7]);
  });

  test("follows chunks of different lengths", async () => {
    const array = await smallArray(new MapStore(), { shape: [6], chunks: [[1, 3, 2]] });
    await array.set(null, counting(6));
    expect((await array.getChunk([1])).toList()).toEqual([1, 2, 3]);
  });

  test.each([[[3, 0]], [[0, 2]], [[-4, 0]]])("refuses %j, which is outside", async (coordinates) => {
    expect(await caught((await made()).array.getChunk(coordinates))).toBeInstanceOf(BoundsCheckError);
  });

  test.each([[[0]], [[0, 0, 0]], [[0.5, 0]], [["0", 0]]])("refuses %j, which is no chunk", async (coordinates) => {
    expect(await caught((await made()).array.getChunk(coordinates as number[]))).toBeInstanceOf(ArrayIndexError);
  });
});

describe("item", () => {
  test("reads one element as its own kind of value", async () => {
    const store = new MapStore();
    const array = await smallArray<"int64">(store, { shape: [2, 2], dtype: "int64" });
    await array.set([1, 0], 2n ** 62n);
    expect(await array.item([1, 0])).toBe(2n ** 62n);
    expect(await array.item([-1n, -2n])).toBe(2n ** 62n);
  });

  test.each([[[]], [[0]], [[0, 0, 0]], [[slice(1), 0]], [[null, 0]]])(
    "needs an integer for each axis, not %j",
    async (at) => {
      const array = await smallArray(new MapStore(), { shape: [2, 2] });
      expect(await caught(array.item(at as number[]))).toBeInstanceOf(ArrayIndexError);
    },
  );
});

describe("a selection", () => {
  test("may be by name", async () => {
    const array = await smallArray(new MapStore(), { shape: [3, 4], dimensionNames: ["t", "x"] });
    await array.set(null, counting(12));
    expect((await array.get({ t: 1, x: [1, 3] })).toList()).toEqual([5, 6]);
    await array.set({ x: 0 }, -1);
    expect((await array.get([null, 0])).toList()).toEqual([-1, -1, -1]);
  });

  test("by name follows the convention of xarray in version 2", async () => {
    const attributes = { _ARRAY_DIMENSIONS: ["t", "x"] };
    const array = await smallArray(new MapStore(), { shape: [3, 4], zarrFormat: 2, attributes });
    await array.set(null, counting(12));
    const opened = await openSmall(array.store);
    expect((await opened.get({ t: 2, x: slice(null, null, -2) })).toList()).toEqual([11, 9]);
  });

  test("that is not one is an error, before anything is asked", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [3, 4] });
    store.reset();
    for (const selection of [[0, 0, 0], [5], [1.5], ["a"], { t: 0 }, [[0, 1]]]) {
      expect(await caught(array.get(selection as never))).toBeInstanceOf(ArrayIndexError);
      expect(await caught(array.set(selection as never, 1))).toBeInstanceOf(ArrayIndexError);
    }
    expect(store.requests).toEqual([]);
  });

  test("is not a signal that strayed", async () => {
    const array = await smallArray(new MapStore(), { shape: [3] });
    const { signal } = new AbortController();
    for (const work of [
      () => array.get(signal as never),
      () => array.get(null, signal as never),
      () => array.set(null, 1, signal as never),
      () => array.getChunk([0], signal as never),
    ]) {
      expect(await caught(work)).toBeInstanceOf(ArrayIndexError);
    }
  });
});

describe("a value", () => {
  test("may be another array, in another store, of another type", async () => {
    const source = await smallArray<"int32">(new MapStore(), { shape: [2, 2], dtype: "int32", chunks: [1, 1] });
    await source.set(null, [
      [1, 2],
      [3, 4],
    ]);
    const target = await smallArray(new MapStore(), { shape: [4, 2], chunks: [4, 2] });
    await target.set([slice(1, 3)], source);
    expect((await target.get()).toList()).toEqual([
      [0, 0],
      [1, 2],
      [3, 4],
      [0, 0],
    ]);
  });

  test("may be what another array was read as, in whatever order", async () => {
    const store = new MapStore();
    await (await smallArray(store, { shape: [2, 3] })).set(null, counting(6));
    const fortran = await (await openSmall(store, { order: "F" })).get();
    const target = await smallArray(new MapStore(), { shape: [2, 3], chunks: [1, 2] });
    await target.set(null, fortran);
    expect((await target.get()).toList()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test("may be the array itself, turned around", async () => {
    const array = await smallArray(new MapStore(), { shape: [4], chunks: [2] });
    await array.set(null, counting(4));
    await array.set([slice(null, null, -1)], array);
    expect((await array.get()).toList()).toEqual([3, 2, 1, 0]);
  });

  test("that does not fit writes nothing", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [4], chunks: [2] });
    store.reset();
    for (const value of [[1, 2, 3], new Float64Array(5), "x", [1, 2, 3, "4"], { data: [1], shape: [1] }]) {
      const error = await caught(array.set(null, value));
      expect(error).toBeInstanceOf(ValueMismatchError);
      expect(error.path).toBe("a");
    }
    expect(store.requests).toEqual([]);
  });
});

describe("metadata that a plugin has to agree with", () => {
  test("is checked when the array is opened, for every length of chunk that occurs", async () => {
    const store = new MapStore();
    const rectilinear = { name: "rectilinear", configuration: { kind: "inline", chunk_shapes: [[2, 3, 1], 4] } };
    putJson(store, "a/zarr.json", v3Document({ shape: [6, 4], chunk_grid: rectilinear, codecs: blocksOf([1, 2]) }));
    await expect(openSmall(store)).resolves.toBeDefined();
    putJson(store, "a/zarr.json", v3Document({ shape: [6, 4], chunk_grid: rectilinear, codecs: blocksOf([2, 2]) }));
    const error = await caught(openSmall(store));
    expect(error.code).toBe("INVALID_METADATA");
    expect(error.message).toMatch(/blocks/);
  });
});
