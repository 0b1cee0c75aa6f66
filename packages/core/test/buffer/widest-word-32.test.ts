import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { widest } from "#widest-word";
import { copyIndexed } from "../../src/buffer/copy-indexed.ts";
import { copyStrided } from "../../src/buffer/copy-strided.ts";
import { widest as narrow } from "../../src/buffer/widest-word-32.ts";
import {
  cloneElements,
  copyElement,
  elements,
  indices,
  isSameMemory,
  itemSize,
  placement,
  positionAt,
  shape,
} from "./region-arbitrary.ts";

vi.mock("#widest-word", () => import("../../src/buffer/widest-word-32.ts"));

test("the mock is in place", () => {
  expect(widest).toBe(narrow);
});

test("copies come out the same without 64-bit words", () => {
  const region = shape.chain((lengths) =>
    fc.tuple(fc.constant(lengths), placement(lengths, true), placement(lengths, false)),
  );
  fc.assert(
    fc.property(region, itemSize, fc.nat(1000), ([lengths, from, to], item, seed) => {
      const source = elements(item, from.length, seed);
      const target = elements(item, to.length, seed + 7);
      const other = cloneElements(target);
      const expected = cloneElements(target);
      for (const index of indices(lengths)) {
        const a = positionAt(index, from.stride, from.offset);
        copyElement(item, source, a, expected, positionAt(index, to.stride, to.offset));
      }
      copyStrided({
        shape: lengths,
        itemSize: item,
        source,
        sourceOffset: from.offset,
        sourceStride: from.stride,
        target,
        targetOffset: to.offset,
        targetStride: to.stride,
      });
      expect(isSameMemory(target, expected)).toBe(true);
      const listed = (length: number, start: number, step: number): number[] =>
        Array.from({ length }, (_, i) => start + i * step);
      copyIndexed({
        shape: [1, ...lengths],
        itemSize: item,
        source,
        sourceAxes: [[from.offset], ...lengths.map((length, a) => listed(length, 0, from.stride[a] as number))],
        target: other,
        targetAxes: [[to.offset], ...lengths.map((length, a) => listed(length, 0, to.stride[a] as number))],
      });
      expect(isSameMemory(other, expected)).toBe(true);
    }),
    { numRuns: 800 },
  );
});
