import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ValueMismatchError } from "../../../src/error/usage-error.ts";
import type { ArrayCreationOptions } from "../../../src/node/creation/creation-options.ts";
import { slice } from "../../../src/selection/slice.ts";
import { answeringStore } from "../../support/answering-store.ts";
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

describe("memory", () => {
  test("a whole chunk is handed over as the decoder left it", async () => {
    const values = new Uint8Array(counting(4).buffer);
    const array = await openSmall(await answeringStore({ shape: [4], chunks: [4] }, values));
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
    const array = await openSmall(await answeringStore({ shape: [4], chunks: [4] }, odd));
    expect([...(await array.get()).data]).toEqual([0, 1, 2, 3]);
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
