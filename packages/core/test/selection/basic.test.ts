import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArrayIndexError, BoundsCheckError, NegativeStepError } from "../../src/error/usage-error.ts";
import { type BasicSelection, normalizeBasic } from "../../src/selection/basic.ts";
import type { NormalizedSelection } from "../../src/selection/normalized.ts";
import { slice } from "../../src/selection/slice.ts";
import { caught } from "../support/caught.ts";
import { pythonSlice } from "../support/oracle.ts";

/** The positions along each axis that a selection names. */
function positions({ region }: NormalizedSelection): number[][] {
  if (region.kind !== "box") return expect.unreachable();
  return region.axes.map((axis) => {
    if (axis.kind !== "run") return [...axis.positions];
    return Array.from({ length: axis.count }, (_, i) => axis.start + i * axis.step);
  });
}

const select = (selection: unknown, shape: readonly number[], names?: readonly (string | null)[]) =>
  normalizeBasic(selection as BasicSelection, shape, names);

describe("a slice", () => {
  const bound = fc.option(fc.integer({ min: -25, max: 25 }));
  const step = fc.option(fc.integer({ min: -9, max: 9 }).filter((value) => value !== 0));

  test("selects what Python selects", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), bound, bound, step, (extent, start, stop, step) => {
        const selection = select([slice(start, stop, step)], [extent]);
        const expected = pythonSlice(extent, start, stop, step);
        expect(positions(selection)).toEqual([expected]);
        expect(selection.shape).toEqual([expected.length]);
      }),
      { numRuns: 2000 },
    );
  });

  // list(range(10))[start:stop:step] in Python.
  test.each<[number | null, number | null, number | null, number[]]>([
    [null, null, -1, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
    [null, null, -3, [9, 6, 3, 0]],
    [8, 2, -2, [8, 6, 4]],
    [2, 8, -1, []],
    [-3, null, null, [7, 8, 9]],
    [-100, 100, 4, [0, 4, 8]],
    [100, -100, -4, [9, 5, 1]],
    [5, 5, null, []],
    [12, 15, null, []],
    [0, -1, null, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    [-1, -11, -9, [9, 0]],
  ])("%s:%s:%s of ten", (start, stop, step, expected) => {
    expect(positions(select([slice(start, stop, step)], [10]))).toEqual([expected]);
  });

  test("may be as long as it likes", () => {
    const huge = 2n ** 70n;
    expect(positions(select([slice(-huge, huge)], [3]))).toEqual([[0, 1, 2]]);
    expect(positions(select([slice(huge, -huge, -1n)], [3]))).toEqual([[2, 1, 0]]);
    expect(positions(select([slice(1, null, Number.MAX_SAFE_INTEGER)], [3]))).toEqual([[1]]);
    expect(positions(select([slice(1, null, -Number.MAX_SAFE_INTEGER)], [3]))).toEqual([[1]]);
  });

  test("may be given as an object with what is wanted of start, stop and step", () => {
    expect(positions(select([{ start: 2 }, { stop: 1 }, { step: -1 }], [4, 4, 2]))).toEqual([[2, 3], [0], [1, 0]]);
  });

  test("of an axis without elements is empty", () => {
    expect(select([slice(null, null, -1)], [0]).shape).toEqual([0]);
    expect(select([slice(3, 7)], [0]).shape).toEqual([0]);
  });

  test.each([0, 0n, -0])("refuses a step of zero", async (zero) => {
    expect(await caught(() => select([slice(null, null, zero)], [4]))).toBeInstanceOf(NegativeStepError);
  });

  test.each([[slice(1.5, 2)], [slice(0, Number.NaN)], [slice(0, 2, 0.5)], [slice("1" as never, 2)]])(
    "refuses a bound that is no integer",
    async (bad) => {
      expect(await caught(() => select([bad], [4]))).toBeInstanceOf(ArrayIndexError);
    },
  );
});

describe("an integer", () => {
  test("drops its axis", () => {
    const selection = select([1, null, 2n], [3, 4, 5]);
    expect(selection.shape).toEqual([4]);
    expect(selection.resultAxes).toEqual([undefined, 0, undefined]);
    expect(positions(selection)).toEqual([[1], [0, 1, 2, 3], [2]]);
  });

  test("counts from the end when negative", () => {
    expect(positions(select([-1, -3n], [3, 3]))).toEqual([[2], [0]]);
  });

  test.each([3, -4, 3n, -4n, Number.MAX_SAFE_INTEGER])("%s is outside an axis of 3", async (index) => {
    const error = await caught(() => select([0, index], [3, 3]));
    expect(error).toBeInstanceOf(BoundsCheckError);
    expect(error.message).toMatch(/axis 1 with 3/);
  });

  test("is always outside an axis without elements", async () => {
    expect(await caught(() => select([0], [0]))).toBeInstanceOf(BoundsCheckError);
  });

  test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, "1", true, 2n ** 64n])("%s is none", async (index) => {
    expect(await caught(() => select([index], [3]))).toBeInstanceOf(ArrayIndexError);
  });
});

describe("axes left out", () => {
  test.each<[unknown, number[]]>([
    [undefined, [2, 3, 4]],
    [null, [2, 3, 4]],
    ["...", [2, 3, 4]],
    [[], [2, 3, 4]],
    [["..."], [2, 3, 4]],
    [1, [3, 4]],
    [[1], [3, 4]],
    [slice(1), [1, 3, 4]],
    [
      ["...", 1],
      [2, 3],
    ],
    [
      [1, "..."],
      [3, 4],
    ],
    [[1, "...", 1], [3]],
    [[1, 1, "...", 1], []],
    [[1, 1, 1, "..."], []],
    [
      ["...", null, slice(2)],
      [2, 3, 2],
    ],
  ])("%j of [2, 3, 4] has shape %j", (selection, shape) => {
    expect(select(selection, [2, 3, 4]).shape).toEqual(shape);
  });

  test.each([undefined, null, "...", [], ["..."], {}])("%j is all of an array without axes", (selection) => {
    const normalized = select(selection, []);
    expect(normalized.shape).toEqual([]);
    expect(normalized.region).toEqual({ kind: "box", axes: [] });
  });

  test.each<[unknown, number[]]>([
    [
      [0, 0, 0, 0],
      [2, 3, 4],
    ],
    [
      [0, 0, 0, "...", 0],
      [2, 3, 4],
    ],
    [
      ["...", "..."],
      [2, 3, 4],
    ],
    [[0], []],
    [[null], []],
    [0, []],
  ])("%j does not fit %j", async (selection, shape) => {
    expect(await caught(() => select(selection, shape))).toBeInstanceOf(ArrayIndexError);
  });
});

describe("a selection by name", () => {
  const names = ["t", null, "y"];
  const shape = [5, 2, 6];

  test("takes integers, pairs, triples, slices and null", () => {
    expect(positions(select({ t: 0 }, shape, names))[0]).toEqual([0]);
    expect(select({ t: 0, y: [1, 3] }, shape, names).shape).toEqual([2, 2]);
    expect(positions(select({ y: [5, 0, -2] }, shape, names))[2]).toEqual([5, 3, 1]);
    expect(positions(select({ y: [null, 2] }, shape, names))[2]).toEqual([0, 1]);
    expect(select({ y: slice(-1, null), t: null }, shape, names).shape).toEqual([5, 2, 1]);
    expect(select({}, shape, names).shape).toEqual(shape);
  });

  test("refuses a name that no dimension has", async () => {
    const error = await caught(() => select({ x: 0 }, shape, names));
    expect(error).toBeInstanceOf(ArrayIndexError);
    expect(error.message).toMatch(/"x".*t, y/);
    expect(await caught(() => select({ x: 0 }, shape))).toBeInstanceOf(ArrayIndexError);
  });

  test.each([[[1]], [[1, 2, 3, 4]], [["a", 2]], [true]])("refuses %j as an item", async (item) => {
    expect(await caught(() => select({ t: item }, shape, names))).toBeInstanceOf(ArrayIndexError);
  });
});

describe("what is no basic selection", () => {
  test.each([
    ["nested lists", [[0, 1]]],
    ["a list of booleans", [[true, false, true]]],
    ["a typed array", Int32Array.of(0)],
    ["a typed array as an item", [Int32Array.of(0)]],
    ["a signal in the place of a selection", new AbortController().signal],
    ["a string", "a"],
    ["an item left undefined", [undefined]],
    ["a function", () => 0],
  ])("%s is refused", async (_, selection) => {
    expect(await caught(() => select(selection, [3]))).toBeInstanceOf(ArrayIndexError);
  });

  test("a list is told where it belongs", () => {
    expect(() => select([[0, 1]], [3])).toThrow("lists: oindex, vindex");
  });
});
