import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AxisOffsets, copyIndexed } from "../../src/buffer/copy-indexed.ts";
import { cloneElements, copyElement, elements, indices, isSameMemory, itemSize, shape } from "./region-arbitrary.ts";

/** The offsets of one axis: even or listed, as multiples of `unit`. */
function axis(length: number, unit: number, repeats: boolean): fc.Arbitrary<{ offsets: AxisOffsets; all: number[] }> {
  const even = fc.constantFrom(unit, -unit, 2 * unit).map((step) => {
    const start = step < 0 ? -step * Math.max(0, length - 1) : 0;
    const all = Array.from({ length }, (_, i) => start + i * step);
    return { offsets: { start, step } as AxisOffsets, all };
  });
  const index = fc.nat(2 * length + 1);
  const picks = repeats
    ? fc.array(index, { minLength: length, maxLength: length })
    : fc.uniqueArray(index, { minLength: length, maxLength: length });
  const listed = fc.tuple(picks, fc.constantFrom("list", "int32", "float64", "sorted")).map(([list, kind]) => {
    const all = list.map((i) => i * unit);
    if (kind === "sorted") all.sort((a, b) => a - b);
    const offsets = kind === "int32" ? Int32Array.from(all) : kind === "float64" ? Float64Array.from(all) : all;
    return { offsets: offsets as AxisOffsets, all };
  });
  return fc.oneof(even, listed);
}

/** One side of a copy: every axis has room for twice its length and two more. */
function side(
  lengths: readonly number[],
  repeats: boolean,
): fc.Arbitrary<{ axes: AxisOffsets[]; all: number[][]; size: number }> {
  let unit = 1;
  const axes: fc.Arbitrary<{ offsets: AxisOffsets; all: number[] }>[] = [];
  for (const length of [...lengths].reverse()) {
    axes.unshift(axis(length, unit, repeats));
    unit *= 2 * length + 2;
  }
  return fc.tuple(...axes).map((list) => ({
    axes: list.map((one) => one.offsets),
    all: list.map((one) => one.all),
    size: unit,
  }));
}

const small = shape.filter((lengths) => lengths.reduce((size, length) => size * (2 * length + 2), 1) < 6000);
const region = small.chain((lengths) =>
  fc.record({
    lengths: fc.constant(lengths),
    item: itemSize,
    from: side(lengths, true),
    to: side(lengths, true),
    seed: fc.nat(1000),
  }),
);

const sum = (index: readonly number[], all: readonly number[][]): number =>
  index.reduce((total, i, a) => total + ((all[a] as number[])[i] as number), 0);

describe("copyIndexed", () => {
  test("does what nested loops do, the last of equal targets staying", () => {
    fc.assert(
      fc.property(region, ({ lengths, item, from, to, seed }) => {
        const source = elements(item, from.size, seed);
        const target = elements(item, to.size, seed + 7);
        const expected = cloneElements(target);
        for (const index of indices(lengths)) {
          copyElement(item, source, sum(index, from.all), expected, sum(index, to.all));
        }
        copyIndexed({ shape: lengths, itemSize: item, source, sourceAxes: from.axes, target, targetAxes: to.axes });
        expect(isSameMemory(target, expected)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  test("rows picked from a table move as wholes, of any length", () => {
    for (const row of [1, 7, 8, 31, 64, 128, 300, 1024]) {
      for (const off of [0, 3]) {
        const source = new Uint8Array(off + row * 10).map((_, i) => i * 13).subarray(off);
        const target = new Uint8Array(row * 4);
        const picks = [7, 0, 9, 3];
        copyIndexed({
          shape: [4, row],
          itemSize: 1,
          source,
          sourceAxes: [picks.map((i) => i * row), { start: 0, step: 1 }],
          target,
          targetAxes: [
            { start: 0, step: row },
            { start: 0, step: 1 },
          ],
        });
        expect([...target]).toEqual(picks.flatMap((i) => [...source.subarray(i * row, (i + 1) * row)]));
      }
    }
  });

  test.each([1, 2, 4])("runs whose offsets are multiples of %i bytes only", (unit) => {
    const source = new Uint8Array(104).map((_, i) => i);
    const target = new Uint8Array(104);
    copyIndexed({
      shape: [3, 8],
      itemSize: 1,
      source,
      sourceAxes: [[0, 7 * unit, 3 * unit], { start: 0, step: 1 }],
      target,
      targetAxes: [[0, 11 * unit, 23 * unit], { start: 0, step: 1 }],
    });
    for (const [from, to] of [
      [0, 0],
      [7 * unit, 11 * unit],
      [3 * unit, 23 * unit],
    ] as const) {
      expect([...target.subarray(to, to + 8)]).toEqual([...source.subarray(from, from + 8)]);
    }
  });

  test("refuses offsets that leave an array, and lists that do not fit", () => {
    const target = new Uint8Array(8);
    const good = {
      shape: [2],
      itemSize: 2,
      source: new Uint8Array(8),
      sourceAxes: [[3, 0]],
      target,
      targetAxes: [[0, 3]],
    };
    copyIndexed(good);
    for (const list of [
      [0, 4],
      [-1, 0],
      [0, 1, 2],
      [0, Number.NaN],
    ]) {
      expect(() => copyIndexed({ ...good, sourceAxes: [list] })).toThrow(RangeError);
      expect(() => copyIndexed({ ...good, targetAxes: [list] })).toThrow(RangeError);
    }
    expect(() => copyIndexed({ ...good, shape: [3], sourceAxes: [[0, 0.5, 3]], targetAxes: [[0, 1, 3]] })).toThrow(
      RangeError,
    );
    expect(() => copyIndexed({ ...good, sourceAxes: [] })).toThrow(/1 axes has offsets for 0 axes of its source/);
    expect(() => copyIndexed({ ...good, sourceAxes: [[0]] })).toThrow(/Axis 0 of a copy has length 2, but 1 offsets/);
    expect(() => copyIndexed({ ...good, target: [] })).toThrow(TypeError);
  });
});

describe("single elements, by two lists", () => {
  test("are copied in order, the last of equal targets staying", () => {
    const points = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 60 });
    fc.assert(
      fc.property(points, itemSize, fc.nat(1000), (pairs, item, seed) => {
        const source = elements(item, 41, seed);
        const target = elements(item, 41, seed + 3);
        const expected = cloneElements(target);
        for (const [a, b] of pairs) copyElement(item, source, a, expected, b);
        copyIndexed({
          shape: [pairs.length],
          itemSize: item,
          source,
          sourceAxes: [pairs.map(([a]) => a)],
          target,
          targetAxes: [Int32Array.from(pairs, ([, b]) => b)],
        });
        expect(isSameMemory(target, expected)).toBe(true);
      }),
      { numRuns: 800 },
    );
  });

  test("are refused where the lists differ in length", () => {
    const array = new Uint8Array(4);
    const copy = { shape: [2], itemSize: 1, source: array, sourceAxes: [[0, 1]], target: array, targetAxes: [[2]] };
    expect(() => copyIndexed(copy)).toThrow(RangeError);
  });
});
