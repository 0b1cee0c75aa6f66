import { describe, expect, test } from "vitest";
import type { ZarrArray } from "../../../src/node/array/array.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { MapStore } from "../../support/map-store.ts";
import { counting, smallArray } from "../../support/small-array.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

async function filled(shape = [4, 6], chunks = [2, 3]): Promise<ZarrArray<"float64">> {
  const array = await smallArray(new MapStore(), { shape, chunks });
  await array.set(null, { data: counting(shape.reduce((all, length) => all * length, 1)), shape });
  return array;
}

describe("stored arrays as indices", () => {
  async function stored(dtype: string, values: number[]) {
    const { ZarrArray: Arrays } = await import("../../../src/node/array/array.ts");
    const options = { shape: [values.length], dtype };
    const array = await Arrays.create({ store: new MapStore(), path: "i" }, options, smallEnvironment());
    await array.set(null, values);
    return array;
  }

  test("select along an axis, by coordinates and under a name", async () => {
    const array = await filled();
    const rows = await stored("int16", [3, 0]);
    expect((await array.oindex.get([rows, 1])).toList()).toEqual([19, 1]);
    expect((await array.vindex.get([rows, [0, 5]])).toList()).toEqual([18, 5]);
    const single = await filled([6], [4]);
    expect((await single.oindex.get(rows)).toList()).toEqual([3, 0]);
    expect((await single.vindex.get(rows)).toList()).toEqual([3, 0]);
    await single.oindex.set(rows, [-3, -1]);
    expect((await single.get()).toList()).toEqual([-1, 1, 2, -3, 4, 5]);
  });

  test("must hold integers or booleans", async () => {
    const array = await filled();
    const error = await caught(array.oindex.get([await stored("float32", [1])]));
    expect(error).toMatchObject({ code: "INVALID_SELECTION", message: expect.stringContaining("float32") });
  });
});

describe("values to write", () => {
  test("may have any shape with as many elements as there are points", async () => {
    const array = await filled();
    const rows = [
      [0, 1],
      [2, 3],
    ];
    const columns = [
      [0, 1],
      [2, 3],
    ];
    const written = [0, 7, 14, 21].map((position) => [Math.floor(position / 6), position % 6] as const);
    const values = [
      [-1, -2, -3, -4],
      [
        [-1, -2],
        [-3, -4],
      ],
      Float64Array.of(-1, -2, -3, -4),
    ];
    const laidOut = [
      { data: Float64Array.of(-1, -2, -3, -4), shape: [4] },
      { data: Float64Array.of(-1, -2, -3, -4), shape: [4, 1] },
      { data: Float64Array.of(-1, -3, -2, -4), shape: [2, 2], stride: [1, 2] },
    ];
    for (const value of [...values, ...laidOut]) {
      await array.set(null, 0);
      await array.vindex.set([rows, columns], value);
      const after = await array.get();
      expect(written.map((at) => after.item(...at))).toEqual([-1, -2, -3, -4]);
    }
  });

  test("must be as many as there are points", async () => {
    const array = await filled();
    for (const value of [[1, 2], Float64Array.of(1, 2), { data: [1, 2], shape: [2] }]) {
      expect((await caught(array.vindex.set([[0, 1, 2], 0], value))).code).toBe("VALUE_MISMATCH");
      expect((await caught(array.mask.set({ data: new Uint8Array(24).fill(1), shape: [4, 6] }, value))).code).toBe(
        "VALUE_MISMATCH",
      );
    }
    expect(
      (
        await caught(
          array.oindex.set(
            [
              [0, 1],
              [0, 1],
            ],
            [1, 2],
          ),
        )
      ).code,
    ).toBe("VALUE_MISMATCH");
    expect([...(await array.get()).data]).toEqual([...counting(24)]);
  });

  test("leave the last where a position is named twice", async () => {
    const array = await filled([6], [4]);
    await array.vindex.set([[1, 5, 1, -5, 5]], [-1, -2, -3, -4, -6]);
    expect((await array.get()).toList()).toEqual([0, -4, 2, 3, 4, -6]);
    await array.oindex.set([[2, 2, 2]], [-7, -8, -9]);
    expect(await array.item([2])).toBe(-9);
  });

  test("may be an array in a store", async () => {
    const array = await filled();
    const other = await filled([2], [2]);
    await array.oindex.set([[3, 1], 0], other);
    expect((await array.oindex.get([[1, 3], 0])).toList()).toEqual([1, 0]);
  });
});

describe("out", () => {
  test("receives the result and is its memory", async () => {
    const array = await filled();
    const data = new Float64Array(3);
    const result = await array.vindex.get([[0, 1, 2], 5], { out: { data, shape: [3] } });
    expect([...data]).toEqual([5, 11, 17]);
    expect(result.data.buffer).toBe(data.buffer);
  });

  test("must have the selection's shape and the array's data type", async () => {
    const array = await filled();
    const selection = [[0, 1], [0]];
    const shape = await caught(array.oindex.get(selection, { out: { data: new Float64Array(2), shape: [2] } }));
    expect(shape).toMatchObject({ code: "VALUE_MISMATCH", message: expect.stringContaining("[2, 1]") });
    const type = await caught(array.oindex.get(selection, { out: { data: new Float32Array(2), shape: [2, 1] } }));
    expect(type).toMatchObject({ code: "VALUE_MISMATCH", message: expect.stringContaining("float64") });
  });
});

describe("requests", () => {
  test("go to chunks that the selection touches, once each", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [4, 6], chunks: [2, 3] });
    await array.set(null, 1);
    store.reset();
    await array.vindex.get([
      [0, 1, 0, 3],
      [0, 2, 1, 5],
    ]);
    expect(store.reads.sort()).toEqual(["a/c/0/0", "a/c/1/1"]);
    store.reset();
    await array.oindex.get([[3], slice(0, 6, 4)]);
    expect(store.reads.sort()).toEqual(["a/c/1/0", "a/c/1/1"]);
    store.reset();
    await array.oindex.set(
      [
        [0, 1],
        [5, 3, 4],
      ],
      2,
    );
    // All of a chunk, in whatever order: nothing has to be read.
    expect(store.requests.map(({ kind, key }) => [kind, key])).toEqual([["set", "a/c/0/1"]]);
    store.reset();
    await array.blocks.set([0, 0], 3);
    expect(store.requests.map(({ kind, key }) => [kind, key])).toEqual([["set", "a/c/0/0"]]);
  });

  test("are none for a selection of nothing", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [4], chunks: [2] });
    store.reset();
    expect((await array.oindex.get([[]])).shape).toEqual([0]);
    expect((await array.vindex.get([[]])).shape).toEqual([0]);
    expect((await array.mask.get([false, false, false, false])).shape).toEqual([0]);
    await array.vindex.set([[]], []);
    expect(store.requests).toEqual([]);
  });
});

test("a signal in the place of options is refused, and one in its place is heard", async () => {
  const array = await filled();
  const { signal } = new AbortController();
  expect((await caught(array.oindex.get([0], signal as never))).code).toBe("INVALID_SELECTION");
  expect((await caught(array.mask.set(true, 0, signal as never))).code).toBe("INVALID_SELECTION");
  const reason = new Error("enough");
  expect(await caught(array.vindex.get([0, 0], { signal: AbortSignal.abort(reason) }))).toBe(reason);
});
