import fc from "fast-check";
import { expect, test } from "vitest";
import {
  contiguousStride,
  elementCount,
  isContiguous,
  mergeDimensions,
  positionRange,
} from "../../src/buffer/stride.ts";
import { indices, placement, positionAt, shape } from "./region-arbitrary.ts";

test("contiguousStride is C order", () => {
  expect(contiguousStride([2, 3, 4])).toEqual([12, 4, 1]);
  expect(contiguousStride([2, 0, 4])).toEqual([4, 4, 1]);
  expect(contiguousStride([])).toEqual([]);
});

test("elementCount counts", () => {
  expect([elementCount([]), elementCount([2, 3]), elementCount([2, 0])]).toEqual([1, 6, 0]);
});

test("isContiguous compares positions with a count", () => {
  const region = shape.chain((lengths) => fc.tuple(fc.constant(lengths), placement(lengths, true), fc.boolean()));
  fc.assert(
    fc.property(region, ([lengths, { stride, offset }, isMoved]) => {
      const start = isMoved ? offset : 0;
      let count = 0;
      let expected = true;
      for (const index of indices(lengths)) expected = positionAt(index, stride, start) === count++ && expected;
      expect(isContiguous(lengths, stride, start)).toBe(expected);
      expect(isContiguous(lengths, contiguousStride(lengths))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("mergeDimensions and positionRange keep the positions and their order", () => {
  const region = shape.chain((lengths) =>
    fc.tuple(fc.constant(lengths), placement(lengths, true), placement(lengths, true)),
  );
  fc.assert(
    fc.property(region, ([lengths, a, b]) => {
      const positions = (dims: readonly number[], stride: readonly number[], offset: number): number[] =>
        Array.from(indices(dims), (index) => positionAt(index, stride, offset));
      const merged = mergeDimensions(lengths, a.stride, b.stride);
      const all = positions(lengths, a.stride, a.offset);
      expect(positions(merged.shape, merged.strides[0] as number[], a.offset)).toEqual(all);
      expect(positions(merged.shape, merged.strides[1] as number[], b.offset)).toEqual(
        positions(lengths, b.stride, b.offset),
      );
      expect(merged.shape).not.toContain(1);
      if (all.length === 0) return;
      expect(positionRange(lengths, a.stride, a.offset)).toEqual({ first: Math.min(...all), last: Math.max(...all) });
    }),
    { numRuns: 500 },
  );
});

test("mergeDimensions finds the fewest axes", () => {
  expect(mergeDimensions([2, 3, 4], [12, 4, 1])).toEqual({ shape: [24], strides: [[1]] });
  expect(mergeDimensions([2, 3, 4], [12, 4, 1], [0, 0, 0])).toEqual({ shape: [24], strides: [[1], [0]] });
  expect(mergeDimensions([2, 1, 4], [4, 99, 1], [40, 7, 1])).toEqual({
    shape: [2, 4],
    strides: [
      [4, 1],
      [40, 1],
    ],
  });
  expect(mergeDimensions([4, 3], [-3, -1])).toEqual({ shape: [12], strides: [[-1]] });
  expect(mergeDimensions([1, 1], [5, 5])).toEqual({ shape: [], strides: [[]] });
  expect(mergeDimensions([3, 0], [5, 5])).toEqual({ shape: [0], strides: [[0]] });
});
