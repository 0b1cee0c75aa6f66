import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChunkNotFoundError, CodecError, LimitExceededError, StoreError } from "../../../src/error/data-error.ts";
import { ValueMismatchError } from "../../../src/error/usage-error.ts";
import type { ArrayCreationOptions } from "../../../src/node/creation/creation-options.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { MapStore } from "../../support/map-store.ts";
import { product, pythonSlice } from "../../support/oracle.ts";
import { blocksOf, counting, little, openSmall, smallArray } from "../../support/small-array.ts";

const layouts: [string, Omit<ArrayCreationOptions, "shape">][] = [
  ["regular chunks", { chunks: [3, 4] }],
  ["chunks larger than the array", { chunks: [20, 20] }],
  ["single elements", { chunks: [1, 1] }],
  ["chunks of different lengths", { chunks: [[2, 1, 4], 5] as never }],
  [
    "chunks turned around",
    { chunks: [3, 4], codecs: [{ name: "transpose", configuration: { order: [1, 0] } }, little] },
  ],
  ["compressed chunks", { chunks: [3, 4], compressors: [{ name: "run_length" }, { name: "checksum" }] }],
  ["inner chunks", { chunks: [4, 6], codecs: blocksOf([2, 3]) }],
  ["inner chunks of inner chunks", { chunks: [4, 6], codecs: blocksOf([4, 3], blocksOf([2, 1])) }],
  ["inner chunks under a checksum", { chunks: [4, 6], codecs: [...blocksOf([2, 3]), { name: "checksum" }] }],
  ["version 2", { chunks: [3, 4], zarrFormat: 2, compressors: { id: "run_length" } }],
  ["version 2 in Fortran order", { chunks: [3, 4], zarrFormat: 2, order: "F" }],
  ["version 2 in big-endian order", { chunks: [3, 4], zarrFormat: 2, dtype: ">f8" }],
];

describe("any basic selection reads what Python would", () => {
  const shape = [7, 9];
  const item = (extent: number) => {
    const bound = fc.option(fc.integer({ min: -11, max: 11 }));
    const step = fc.option(fc.integer({ min: -4, max: 4 }).filter((value) => value !== 0));
    return fc.oneof(
      fc.integer({ min: -extent, max: extent - 1 }),
      fc.tuple(bound, bound, step).map(([start, stop, step]) => slice(start, stop, step)),
    );
  };

  test.each(layouts)("from %s", async (_, layout) => {
    const store = new MapStore();
    const array = await smallArray(store, { shape, fillValue: -1, ...layout });
    // Some chunks stay missing.
    await array.set(
      [slice(0, 5)],
      counting(45).map((value) => value + 1),
    );
    const values = [...counting(45).map((value) => value + 1), ...new Array<number>(18).fill(-1)];
    const selection = fc.tuple(...shape.map(item));
    for (const order of ["C", "F"] as const) {
      const handle = await openSmall(store, { order });
      await fc.assert(
        fc.asyncProperty(selection, async (items) => {
          const positions = items.map((one, axis) => {
            const extent = shape[axis] as number;
            if (typeof one === "number") return [one < 0 ? one + extent : one];
            return pythonSlice(extent, one.start as number, one.stop as number, one.step as number);
          });
          const expected = product(positions).map(([row, column]) => values[(row as number) * 9 + (column as number)]);
          const result = await handle.get(items);
          expect(result.shape).toEqual(
            positions.filter((_, axis) => typeof items[axis] !== "number").map((p) => p.length),
          );
          expect([...new Float64Array(result.toBytes().buffer)]).toEqual(expected);
        }),
        { numRuns: 60 },
      );
    }
  });
});

describe("the result", () => {
  test("is in C order without gaps, or in Fortran order when asked for", async () => {
    const store = new MapStore();
    await (await smallArray(store, { shape: [4, 6], chunks: [2, 3] })).set(null, counting(24));
    const c = await (await openSmall(store)).get([slice(1, 3), slice(null, null, -2)]);
    expect(c).toMatchObject({ shape: [2, 3], stride: [3, 1], offset: 0 });
    expect([...c.data]).toEqual([11, 9, 7, 17, 15, 13]);
    const f = await (await openSmall(store, { order: "F" })).get([slice(1, 3), slice(null, null, -2)]);
    expect(f).toMatchObject({ shape: [2, 3], stride: [1, 2], offset: 0 });
    expect([...f.data]).toEqual([11, 17, 9, 15, 7, 13]);
    expect(f.toList()).toEqual(c.toList());
    const chunk = await (await openSmall(store, { order: "F" })).get([slice(0, 2), slice(0, 3)]);
    expect([...chunk.data]).toEqual([0, 6, 1, 7, 2, 8]);
  });

  test("of an array without dimensions is its one element", async () => {
    const array = await smallArray(new MapStore(), { shape: [], fillValue: 3 });
    expect((await array.get()).toList()).toBe(3);
    await array.set(null, 5);
    expect([...(await array.get()).data]).toEqual([5]);
    expect(await array.item()).toBe(5);
  });

  test("of missing chunks is the fill value, also the part of a larger one", async () => {
    const array = await smallArray(new MapStore(), { shape: [5], chunks: [2], fillValue: "NaN" });
    expect([...(await array.get()).data]).toEqual(new Array(5).fill(Number.NaN));
    await array.set([slice(2, 3)], 1);
    expect([...(await array.get()).data]).toEqual([Number.NaN, Number.NaN, 1, Number.NaN, Number.NaN]);
  });

  test("never shows what is stored beyond the end of the array", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [3], chunks: [2] });
    store.set("a/c/1", new Uint8Array(Float64Array.of(7, 99).buffer));
    expect([...(await array.get()).data]).toEqual([0, 0, 7]);
    expect([...(await array.getChunk([1])).data]).toEqual([7]);
    expect([...(await array.getChunk([1], { trim: false })).data]).toEqual([7, 0]);
  });

  test("ignores chunks outside the grid", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [2], chunks: [2] });
    store.map.set("a/c/7", new Uint8Array(16).fill(1));
    expect([...(await array.get()).data]).toEqual([0, 0]);
  });
});

describe("requests", () => {
  test.each<[string, ArrayCreationOptions]>([
    ["a chunk", { shape: [6, 6], chunks: [3, 3] }],
    ["a chunk that has to be turned around", { shape: [6, 6], chunks: [3, 3], zarrFormat: 2, order: "F" }],
    ["a compressed chunk", { shape: [6, 6], chunks: [3, 3], compressors: "run_length" }],
    ["a chunk of one element", { shape: [6, 6], chunks: [1, 1] }],
  ])("a whole chunk takes one: %s", async (_, options) => {
    const store = new CountingStore();
    const array = await smallArray(store, options);
    const [rows, columns] = options.chunks as number[];
    await array.set(null, 1);
    store.reset();
    await array.get([slice(0, rows), slice(0, columns)]);
    expect(store.requests).toHaveLength(1);
    store.reset();
    // One that is missing.
    await array.set(null, 0);
    store.reset();
    expect((await array.get([slice(0, rows), slice(0, columns)])).item(0, 0)).toBe(0);
    expect(store.requests).toHaveLength(1);
  });

  test("each chunk is asked for once, chunks that are not wanted never", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [10, 10], chunks: [2, 2] });
    store.reset();
    await array.get([slice(1, 5), slice(null, null, 4)]);
    expect(store.reads).toEqual([0, 1, 2].flatMap((row) => [0, 2, 4].map((column) => `a/c/${row}/${column}`)));
  });

  test("no element takes no request", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [10, 0], chunks: [2, 2] });
    store.reset();
    expect((await array.get()).shape).toEqual([10, 0]);
    expect((await array.get([slice(3, 3)])).data.length).toBe(0);
    await array.set(null, 5);
    expect(store.requests).toEqual([]);
  });

  test("are under way together, up to the limit", async () => {
    const store = new CountingStore();
    await smallArray(store, { shape: [40], chunks: [1] });
    const array = await openSmall(store, { concurrency: 7 });
    store.reset();
    await array.get();
    expect(store.mostPending).toBe(7);
  });

  test("of many reads of the same chunks are one for each chunk, however few are under way", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [12, 12], chunks: [1, 1] });
    await array.set(null, counting(144));
    const handle = await openSmall(store, { concurrency: 2 });
    store.reset();
    const reads = Array.from({ length: 40 }, (_, i) =>
      handle.get([slice(i % 7, (i % 7) + 6), slice(i % 5, (i % 5) + 8)]),
    );
    const results = await Promise.all(reads);
    for (const [i, result] of results.entries()) expect(result.item(0, 0)).toBe((i % 7) * 12 + (i % 5));
    expect(store.reads.length).toBe(new Set(store.reads).size);
  });

  test("carry the priority of the read", async () => {
    for (const codecs of [blocksOf([2]), undefined]) {
      const store = new CountingStore();
      const array = await smallArray(store, { shape: [8], chunks: [8], ...(codecs && { codecs }) });
      await array.set(null, counting(8));
      const seen: unknown[] = [];
      const get = store.get.bind(store);
      store.get = (key, options) => {
        seen.push(options?.priority);
        return get(key, options);
      };
      await array.get([0], { priority: "high" });
      await array.get([slice(0, 8)], { priority: "high" });
      await array.getChunk([0], { priority: "high" });
      await array.getMany([[0]], { priority: "high" });
      expect(new Set(seen)).toEqual(new Set(["high"]));
    }
  });

  test("that still wait when one fails are not made, but those that others want are", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [40], chunks: [1] });
    const handle = await openSmall(store, { concurrency: 2 });
    store.reset();
    store.before = (_, key) => {
      if (key === "a/c/0") throw new Error("connection lost");
    };
    const failing = caught(handle.get());
    const other = handle.get([slice(30, 32)]);
    expect((await failing).message).toMatch(/connection lost/);
    expect((await other).shape).toEqual([2]);
    expect(store.reads.length).toBeLessThan(8);
    expect(store.reads).toEqual(expect.arrayContaining(["a/c/30", "a/c/31"]));
    expect((await array.get([30])).item()).toBe(0);
  });
});

describe("memory", () => {
  test("a whole chunk is handed over as the decoder left it", async () => {
    const values = new Uint8Array(counting(4).buffer);
    const store = { ...plainStore(), get: (key: string) => (key.endsWith("json") ? document : values) };
    const document = await documentOf({ shape: [4], chunks: [4] });
    const array = await openSmall(store);
    const result = await array.get();
    expect((result.elements as Uint8Array).buffer).toBe(values.buffer);
  });

  test("is never the store's own, nor that of another result", async () => {
    const store = new MapStore({ borrowed: true });
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    await array.set(null, counting(4));
    const [one, two] = await Promise.all([array.get(), array.get()]);
    one.data[0] = 99;
    expect([...two.data]).toEqual([0, 1, 2, 3]);
    expect([...(await array.get()).data]).toEqual([0, 1, 2, 3]);
    expect([...(await array.getChunk([0])).data]).toEqual([0, 1, 2, 3]);
  });

  test("of readers who shared a chunk is their own", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    await array.set(null, counting(4));
    store.reset();
    const results = await Promise.all([array.get(), array.get(), array.get()]);
    expect(store.reads).toEqual(["a/c/0"]);
    for (const result of results) result.data[0] = (result.data[0] as number) + 100;
    expect(results.map((result) => result.data[0])).toEqual([100, 100, 100]);
  });

  test("that is not aligned for its type is brought into line", async () => {
    const odd = new Uint8Array(33).subarray(1);
    odd.set(new Uint8Array(counting(4).buffer));
    const document = await documentOf({ shape: [4], chunks: [4] });
    const store = { ...plainStore(), get: (key: string) => (key.endsWith("json") ? document : odd) };
    expect([...(await (await openSmall(store)).get()).data]).toEqual([0, 1, 2, 3]);
  });
});

describe("out", () => {
  const filled = async () => {
    const array = await smallArray(new MapStore(), { shape: [4, 6], chunks: [2, 3] });
    await array.set([slice(0, 2)], counting(12));
    return array;
  };

  test("takes the result in place of fresh memory, fill values included", async () => {
    const out = { data: new Float64Array(24).fill(-1), shape: [4, 6] };
    const result = await (await filled()).get(null, { out });
    expect(result.data).toEqual(out.data);
    expect((result.elements as Uint8Array).buffer).toBe(out.data.buffer);
    expect([...out.data]).toEqual([...counting(12), ...new Float64Array(12)]);
  });

  test("may be strided, and only what it names is touched", async () => {
    const out = { data: new Float64Array(12).fill(-1), shape: [2, 2], stride: [-6, 2], offset: 7 };
    await (await filled()).get([slice(0, 2), slice(2, 4)], { out });
    expect([...out.data]).toEqual([-1, 8, -1, 9, -1, -1, -1, 2, -1, 3, -1, -1]);
  });

  test("takes a whole chunk too", async () => {
    const out = { data: new Float64Array(6), shape: [2, 3] };
    await (await filled()).get([slice(0, 2), slice(0, 3)], { out });
    expect([...out.data]).toEqual([0, 1, 2, 6, 7, 8]);
  });

  test.each([
    ["of another shape", { data: new Float64Array(24), shape: [6, 4] }],
    ["of fewer elements", { data: new Float64Array(23), shape: [4, 6] }],
    ["of another type", { data: new Float32Array(24), shape: [4, 6] }],
    ["that is no array", { data: new Array(24).fill(0), shape: [4, 6] }],
    ["with strides that lead outside", { data: new Float64Array(24), shape: [4, 6], stride: [6, 2] }],
    ["with an offset before its start", { data: new Float64Array(24), shape: [4, 6], offset: -1 }],
  ])("%s is refused", async (_, out) => {
    const array = await filled();
    expect(await caught(array.get(null, { out }))).toBeInstanceOf(ValueMismatchError);
  });
});

describe("limits", () => {
  test("refuse a result before anything is allocated or fetched", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [2 ** 45], chunks: [2 ** 20] });
    store.reset();
    const error = await caught(array.get());
    expect(error).toBeInstanceOf(LimitExceededError);
    expect(error.message).toMatch(/config.limits.readBytes/);
    expect(error).toMatchObject({ path: "a", store: store.description });
    expect(store.requests).toEqual([]);
    expect((await array.get([slice(2 ** 44, 2 ** 44 + 2)])).shape).toEqual([2]);
  });

  test("count bytes, and may be raised", async () => {
    const store = new MapStore();
    await smallArray(store, { shape: [10], chunks: [10] });
    const read = async (readBytes: number) => (await openSmall(store, { limits: { readBytes } })).get();
    expect(await caught(read(79))).toBeInstanceOf(LimitExceededError);
    expect((await read(80)).size).toBe(10);
  });

  test("refuse a chunk that metadata makes larger than memory", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4], chunks: [2 ** 48] });
    for (const work of [
      () => array.set([0], 1),
      () => array.set(null, 1),
      () => array.getChunk([0], { trim: false }),
    ]) {
      expect(await caught(work)).toBeInstanceOf(LimitExceededError);
    }
    expect([...(await array.get()).data]).toEqual([0, 0, 0, 0]);
  });
});

describe("what goes wrong", () => {
  test("a damaged chunk says which it is", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4, 4], chunks: [2, 2], compressors: "checksum" });
    await array.set(null, 1);
    store.set("a/c/1/0", new Uint8Array(33).fill(3));
    for (const work of [
      () => array.get(),
      () => array.getChunk([1, 0]),
      () => array.get([2, 0]),
      () => array.set([2, 0], 5),
    ]) {
      const error = await caught(work);
      expect(error).toBeInstanceOf(CodecError);
      expect(error).toMatchObject({ store: "map://test", path: "a", key: "a/c/1/0", chunk: [1, 0] });
      expect(error.message).toMatch(/checksum.*chunk \[1, 0\].*a\/c\/1\/0/);
    }
    expect((await array.getChunk([0, 0])).item(0, 0)).toBe(1);
  });

  test.each([0, 31, 33])("a chunk of %i bytes where 32 are due is an error", async (size) => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    store.set("a/c/0", new Uint8Array(size));
    for (const selection of [undefined, [slice(0, 2)]]) {
      const error = await caught(array.get(selection));
      expect(error).toBeInstanceOf(CodecError);
      expect(error.key).toBe("a/c/0");
    }
  });

  test("a store that fails is an error, never a fill value", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [4], chunks: [2] });
    store.before = () => {
      throw new TypeError("connection lost");
    };
    const error = await caught(array.get());
    expect(error).toBeInstanceOf(StoreError);
    expect(error.message).toMatch(/connection lost/);
    expect(error).toMatchObject({ store: store.description });
    expect(error.key).toMatch(/^a\/c\/[01]$/);
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  test("a store that answers something else is an error, never zeros", async () => {
    const store = new MapStore();
    const document = await documentOf({ shape: [4], chunks: [4] });
    const answers = (value: unknown) => {
      return { ...plainStore(), get: (key: string) => (key.endsWith("json") ? document : value) as Uint8Array };
    };
    for (const value of [new ArrayBuffer(32), "text", null, new Float64Array(4)]) {
      expect(await caught((await openSmall(answers(value))).get())).toBeInstanceOf(StoreError);
    }
    expect(store.values.size).toBe(0);
  });

  test("a missing chunk is one when missing chunks are not to be read", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4], chunks: [2] });
    await array.set([slice(0, 2)], 1);
    const strict = await openSmall(store, { readMissingChunks: false });
    expect([...(await strict.get([slice(0, 2)])).data]).toEqual([1, 1]);
    for (const selection of [undefined, [slice(2, 4)], [3]]) {
      const error = await caught(strict.get(selection));
      expect(error).toBeInstanceOf(ChunkNotFoundError);
      expect(error).toMatchObject({ store: "map://test", path: "a", key: "a/c/1", chunk: [1] });
    }
  });
});

function plainStore() {
  return { contract: "zarrkit.store.v1", description: "plain://test" } as const;
}

async function documentOf(options: ArrayCreationOptions): Promise<Uint8Array> {
  const store = new MapStore();
  await smallArray(store, options);
  return store.get("a/zarr.json") ?? expect.unreachable();
}
