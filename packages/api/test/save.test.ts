import { describe, expect, test } from "vitest";
import {
  type ArrayData,
  createArray,
  type GroupData,
  load,
  NDArray,
  openArray,
  openGroup,
  save,
  saveArray,
  saveGroup,
  zeros,
} from "../src/index.ts";
import { listOf } from "./support/list-of.ts";

const formats = [2, 3] as const;

/** What a store with one array reads as. */
async function loaded(store: Map<string, Uint8Array>, path?: string): Promise<NDArray> {
  const values = await load(store, { path });
  if (!(values instanceof NDArray)) throw new Error("expected an array");
  return values;
}

describe.each(formats)("saving one array in version %d", (zarrFormat) => {
  test.each<[name: string, data: ArrayData, dtype: string, shape: number[], list: unknown]>([
    ["a typed array", Float32Array.of(1.5, -2, Number.NaN), "float32", [3], [1.5, -2, Number.NaN]],
    [
      "a typed array with a shape",
      { data: Int16Array.of(1, 2, 3, 4), shape: [2, 2] },
      "int16",
      [2, 2],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "a strided array",
      { data: Int16Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2], stride: [1, 3] },
      "int16",
      [3, 2],
      [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
    ],
    [
      "a part of a larger memory",
      { data: Uint8Array.of(9, 9, 1, 2), shape: [2], stride: [-1], offset: 3 },
      "uint8",
      [2],
      [2, 1],
    ],
    [
      "lists",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      "float64",
      [2, 3],
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    ["bigints", BigUint64Array.of(2n ** 64n - 1n, 0n), "uint64", [2], [2n ** 64n - 1n, 0n]],
    ["booleans", [true, false, true], "bool", [3], [true, false, true]],
    ["a number", 42, "float64", [], 42],
    ["a bigint", -7n, "int64", [], -7n],
    ["a typed array of no dimension", { data: Int8Array.of(5), shape: [] }, "int8", [], 5],
    ["no elements", new Int32Array(0), "int32", [0], []],
    ["no elements in two dimensions", { data: new Int32Array(0), shape: [0, 3] }, "int32", [0, 3], []],
  ])("%s", async (_, data, dtype, shape, list) => {
    const store = new Map<string, Uint8Array>();
    for (const write of [save, saveArray]) {
      await write(store, data, { zarrFormat, overwrite: true });
      const array = await openArray(store);
      expect([array.zarrFormat, array.dtype, array.shape]).toEqual([zarrFormat, dtype, shape]);
      const values = await loaded(store);
      expect(values.toList()).toEqual(list);
      expect([values.dtype, values.shape]).toEqual([dtype, shape]);
    }
  });

  test("what load answered can be saved again", async () => {
    const [one, two] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()];
    await save(one, { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }, { zarrFormat });
    await save(two, await loaded(one), { zarrFormat });
    expect([...two.keys()].sort()).toEqual([...one.keys()].sort());
    expect((await loaded(two)).toBytes()).toEqual((await loaded(one)).toBytes());
  });

  test("an array of this library can be saved elsewhere, and over its own group", async () => {
    const store = new Map<string, Uint8Array>();
    const source = await createArray({ store, name: "a", data: Int16Array.of(1, 2, 3), chunks: [2], zarrFormat });
    const target = new Map<string, Uint8Array>();
    await save(target, source, { zarrFormat });
    expect((await loaded(target)).toList()).toEqual([1, 2, 3]);
    expect((await openArray(target)).chunks).toEqual([2]);
    await saveGroup(store, { b: source }, { zarrFormat });
    expect((await loaded(store, "b")).toList()).toEqual([1, 2, 3]);
    await expect(openArray(store, { path: "a" })).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
  });

  test("options are those of create", async () => {
    const store = new Map<string, Uint8Array>();
    const options = { chunks: [2], attributes: { unit: "m" }, fillValue: -1, dtype: "int8", compressors: null };
    await save(store, [1, 2, 3], { ...options, path: "x/y", zarrFormat });
    const array = await openArray(store, { path: "x/y" });
    expect([array.chunks, array.attrs, array.fillValue, array.dtype]).toEqual([[2], { unit: "m" }, -1, "int8"]);
  });
});

describe.each(formats)("saving several arrays in version %d", (zarrFormat) => {
  test("a record is a group of its names", async () => {
    const store = new Map<string, Uint8Array>();
    const data: GroupData = {
      temperature: Float32Array.of(1, 2),
      "deep/er": [[1], [2]],
      flag: { data: [true], shape: [] },
    };
    for (const write of [save, saveGroup]) {
      await write(store, data, { path: "g", zarrFormat });
      const group = await openGroup(store, { path: "g", mode: "r" });
      expect(group.zarrFormat).toBe(zarrFormat);
      expect(await listOf(group.keys())).toEqual(["deep", "flag", "temperature"]);
      expect((await loaded(store, "g/temperature")).dtype).toBe("float32");
      expect((await loaded(store, "g/deep/er")).toList()).toEqual([[1], [2]]);
      expect((await loaded(store, "g/flag")).toList()).toBe(true);
    }
  });

  test("a list is a group of arr_0, arr_1, …", async () => {
    const store = new Map<string, Uint8Array>();
    await save(store, [Int8Array.of(1), { data: Int16Array.of(1, 2), shape: [1, 2] }], { zarrFormat });
    const group = await openGroup(store, { mode: "r" });
    expect(await listOf(group.keys())).toEqual(["arr_0", "arr_1"]);
    expect((await group.array("arr_1")).shape).toEqual([1, 2]);
  });

  test("a list of one typed array is a group, a list of numbers an array", async () => {
    const store = new Map<string, Uint8Array>();
    await save(store, [Int8Array.of(1)], { zarrFormat });
    expect((await openGroup(store, { mode: "r" })).kind).toBe("group");
    await save(store, [1, 2], { zarrFormat, overwrite: true });
    expect((await openArray(store)).shape).toEqual([2]);
  });
});

describe("what cannot be saved", () => {
  const invalid = { code: "INVALID_ARGUMENT" };

  test("nothing", async () => {
    await expect(saveGroup(new Map(), [])).rejects.toMatchObject(invalid);
    await expect(saveGroup(new Map(), {})).rejects.toMatchObject(invalid);
    await expect(save(new Map(), {})).rejects.toMatchObject(invalid);
    for (const nothing of [undefined, null]) {
      await expect(save(new Map(), nothing as never)).rejects.toMatchObject(invalid);
    }
  });

  test("several arrays as one", async () => {
    await expect(saveArray(new Map(), { a: [1] } as never)).rejects.toMatchObject(invalid);
    await expect(saveArray(new Map(), [Int8Array.of(1)] as never)).rejects.toMatchObject(invalid);
  });

  test("values that a given data type cannot hold", async () => {
    await expect(save(new Map(), [1, 300], { dtype: "uint8" })).rejects.toMatchObject({ code: "VALUE_MISMATCH" });
  });
});

describe("load", () => {
  test("a group is a lazy view: each array is read once, when it is asked for", async () => {
    const store = new Map<string, Uint8Array>();
    await save(store, { a: Int8Array.of(1, 2), b: [3] });
    const view = await load(store);
    if (view instanceof NDArray) throw new Error("expected a group");
    expect(await listOf(view.keys())).toEqual(["a", "b"]);
    expect([await view.has("a"), await view.has("c")]).toEqual([true, false]);
    const first = await view.get("a");
    expect(first.toList()).toEqual([1, 2]);
    expect(await view.get("a")).toBe(first);
    store.delete("b/c/0");
    expect((await view.get("b")).toList()).toEqual([0]);
    await expect(view.get("c")).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
  });

  test("what failed once is tried again", async () => {
    const store = new Map<string, Uint8Array>();
    await save(store, { a: Int8Array.of(1, 2) });
    const document = store.get("a/zarr.json") as Uint8Array;
    store.delete("a/zarr.json");
    const view = await load(store);
    if (view instanceof NDArray) throw new Error("expected a group");
    await expect(view.get("a")).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
    store.set("a/zarr.json", document);
    expect((await view.get("a")).toList()).toEqual([1, 2]);
  });

  test("a group inside a group is no array", async () => {
    const store = new Map<string, Uint8Array>();
    await save(store, { "g/a": [1] });
    const view = await load(store);
    if (view instanceof NDArray) throw new Error("expected a group");
    await expect(view.get("g")).rejects.toMatchObject({ code: "CONTAINS_GROUP" });
    expect((await view.get("g/a")).toList()).toEqual([1]);
  });

  test("zarrFormat chooses where both are", async () => {
    const store = new Map<string, Uint8Array>();
    await zeros([2], { store, zarrFormat: 2 });
    await zeros([3], { store, zarrFormat: 3 });
    expect(((await load(store, { zarrFormat: 2 })) as NDArray).shape).toEqual([2]);
    expect((await loaded(store)).shape).toEqual([3]);
  });

  test("a damaged chunk is an error that names its key", async () => {
    const store = new Map<string, Uint8Array>();
    await save(store, Int32Array.of(1, 2, 3), { compressors: null });
    store.set("c/0", Uint8Array.of(1, 2, 3));
    await expect(load(store)).rejects.toMatchObject({ code: "CODEC", key: "c/0" });
  });
});
