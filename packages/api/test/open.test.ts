import { MemoryStore } from "@zarrkit/store-memory";
import { describe, expect, test } from "vitest";
import { createArray, createGroup, type Mode, open, openArray, openGroup, slice, zeros } from "../src/index.ts";

describe("openArray with dtype", () => {
  test.each([
    ["float32", "float32", "<f4"],
    ["int16", "int16", "<i2"],
    ["uint8", "uint8", "|u1"],
    ["bool", "bool", "|b1"],
    ["complex64", "complex64", "<c8"],
  ])("an array of %s is opened as %s and, in version 2, as %s", async (dtype, v3, v2) => {
    for (const zarrFormat of [2, 3] as const) {
      const store = new Map<string, Uint8Array>();
      await createArray({ store, shape: [2], dtype, zarrFormat });
      expect((await openArray(store, { dtype: v3 })).dtype).toBe(dtype);
      expect((await openArray(store, { dtype: v2 })).dtype).toBe(dtype);
      const failure = { code: "INVALID_METADATA", message: expect.stringMatching(`int64.*${dtype}`) };
      await expect(openArray(store, { dtype: "int64" })).rejects.toMatchObject(failure);
    }
  });

  test("a version 2 array of either byte order is its v3 name", async () => {
    const store = new Map<string, Uint8Array>();
    await createArray({ store, shape: [2], dtype: ">i2", zarrFormat: 2 });
    expect((await openArray(store, { dtype: "int16" })).metadata["dtype"]).toBe(">i2");
  });

  test("where nothing is, the array is created with it", async () => {
    const array = await openArray(undefined, { mode: "a", shape: [2, 3], dtype: "uint16", chunks: [1, 3] });
    expect([array.dtype, array.shape, array.chunks]).toEqual(["uint16", [2, 3], [1, 3]]);
  });

  test("options for creating are ignored when an array is there", async () => {
    const store = new Map<string, Uint8Array>();
    await zeros([4], { store, dtype: "int8", attributes: { a: 1 } });
    const array = await openArray(store, { mode: "a", shape: [9, 9], chunks: [3, 3], attributes: { b: 2 } });
    expect([array.shape, array.attrs]).toEqual([[4], { a: 1 }]);
  });
});

describe("modes", () => {
  test.each(["x", "", "rw", 1])("%j is none", async (mode) => {
    const failure = { code: "INVALID_ARGUMENT", message: expect.stringContaining("r, r+, a, w, w-") };
    const options = { mode: mode as Mode, shape: [1] };
    await expect(open(new Map(), options)).rejects.toMatchObject(failure);
    await expect(openArray(new Map(), options)).rejects.toMatchObject(failure);
    await expect(openGroup(new Map(), { mode: mode as Mode })).rejects.toMatchObject(failure);
  });

  test("r+ writes, r refuses to", async () => {
    const store = new Map<string, Uint8Array>();
    await zeros([2], { store });
    await (await openArray(store, { mode: "r+" })).set([0], 5);
    const reader = await openArray(store, { mode: "r" });
    expect((await reader.get()).toList()).toEqual([5, 0]);
    await expect(reader.set([0], 6)).rejects.toMatchObject({ code: "READ_ONLY" });
    const group = await openGroup(new Map(), { mode: "w" });
    await group.createArray("a", { shape: [1] });
  });

  test("a group opened with r passes that on to its members", async () => {
    const store = new Map<string, Uint8Array>();
    const group = await createGroup({ store });
    await group.createArray("a", { shape: [1] });
    const reader = await openGroup(store, { mode: "r" });
    expect((await reader.array("a")).readOnly).toBe(true);
    await expect(reader.createArray("b", { shape: [1] })).rejects.toMatchObject({ code: "READ_ONLY" });
    await expect(reader.delete("a")).rejects.toMatchObject({ code: "READ_ONLY" });
  });

  test("attributes are those of a new group; of one that exists they stay", async () => {
    const store = new Map<string, Uint8Array>();
    expect((await openGroup(store, { attributes: { a: 1 } })).attrs).toEqual({ a: 1 });
    expect((await openGroup(store, { attributes: { b: 2 } })).attrs).toEqual({ a: 1 });
    expect((await openGroup(store, { attributes: { b: 2 }, mode: "w" })).attrs).toEqual({ b: 2 });
  });
});

describe("both formats at one place", () => {
  async function both(): Promise<Map<string, Uint8Array>> {
    const store = new Map<string, Uint8Array>();
    await zeros([2], { store, zarrFormat: 2 });
    await zeros([3], { store, zarrFormat: 3 });
    return store;
  }

  test("version 3 is found first, and zarrFormat chooses", async () => {
    const store = await both();
    expect((await openArray(store)).shape).toEqual([3]);
    expect((await openArray(store, { zarrFormat: 2 })).shape).toEqual([2]);
    expect((await open(store, { zarrFormat: 2 })).zarrFormat).toBe(2);
  });
});

/** A store in memory that writes down what is asked of it. */
class CountingStore extends MemoryStore {
  readonly asked: string[] = [];
  constructor(map: Map<string, Uint8Array>) {
    super(map);
    const { get } = this;
    this.get = (key, options) => {
      this.asked.push(key);
      return get(key, options);
    };
  }
}

describe("requests", () => {
  const v2Documents = [".zarray", ".zattrs", ".zgroup"];

  test.each(["", "a"])("opening version 3 at %j is one", async (path) => {
    const map = new Map<string, Uint8Array>();
    await createGroup({ store: map });
    await createArray({ store: map, name: path, shape: [4], overwrite: true });
    for (const act of [openArray, open]) {
      const store = new CountingStore(map);
      await act(store, { path, mode: "r" });
      expect(store.asked).toEqual([path === "" ? "zarr.json" : `${path}/zarr.json`]);
    }
  });

  test("opening a version 3 group is one", async () => {
    const map = new Map<string, Uint8Array>();
    await createGroup({ store: map, path: "g" });
    const store = new CountingStore(map);
    await openGroup(store, { path: "g", mode: "r" });
    expect(store.asked).toEqual(["g/zarr.json"]);
  });

  test("opening version 2 asks for its documents after one miss, and only for them when told", async () => {
    const map = new Map<string, Uint8Array>();
    await createArray({ store: map, shape: [4], zarrFormat: 2 });
    const store = new CountingStore(map);
    await openArray(store, { mode: "r" });
    expect(store.asked[0]).toBe("zarr.json");
    expect(store.asked.slice(1).every((key) => v2Documents.includes(key))).toBe(true);
    const told = new CountingStore(map);
    await openArray(told, { zarrFormat: 2, mode: "r" });
    expect(told.asked.sort()).toEqual([".zarray", ".zattrs"]);
  });

  test("opening what is not there asks for each document once", async () => {
    const store = new CountingStore(new Map());
    await expect(open(store, { mode: "r", path: "a" })).rejects.toThrow();
    expect(store.asked.length).toBe(new Set(store.asked).size);
  });

  test("reading one chunk is one more, and zero elements none", async () => {
    const map = new Map<string, Uint8Array>();
    await createArray({ store: map, data: Float32Array.from({ length: 100 }, (_, i) => i), chunks: [10] });
    const store = new CountingStore(map);
    const array = await openArray(store);
    await array.get([slice(20, 30)]);
    expect(store.asked).toEqual(["zarr.json", "c/2"]);
    await array.get([slice(5, 5)]);
    expect(store.asked.length).toBe(2);
  });
});

describe("an aborted signal", () => {
  test("stops opening and creating with its reason", async () => {
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    const store = new Map<string, Uint8Array>();
    await expect(open(store, { signal })).rejects.toBe(reason);
    await expect(openArray(store, { signal, mode: "a", shape: [1] })).rejects.toBe(reason);
    await expect(openGroup(store, { signal })).rejects.toBe(reason);
    expect(store.size).toBe(0);
  });
});

test("of several who open or create at the same time one creates, and all get the same", async () => {
  for (const zarrFormat of [2, 3] as const) {
    const store = new MemoryStore();
    const groups = Array.from({ length: 4 }, () => openGroup(store, { mode: "a", zarrFormat }));
    expect((await Promise.all(groups)).map(({ path }) => path)).toEqual(Array(4).fill(""));
    const options = { mode: "a", path: "a", shape: [3], dtype: "int16", zarrFormat } as const;
    const arrays = await Promise.all(Array.from({ length: 4 }, () => openArray(store, options)));
    expect(arrays.map(({ shape }) => shape)).toEqual(Array(4).fill([3]));
    const creating = Array.from({ length: 4 }, () => openArray(store, { ...options, mode: "w-", path: "b" }));
    const outcomes = await Promise.allSettled(creating);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(["CONTAINS_ARRAY", "FILE_EXISTS"]).toContain(outcome.reason.code);
    }
  }
});
