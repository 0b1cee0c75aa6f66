import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillElements, fillStrided, isZero } from "../../src/buffer/fill.ts";
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

test("isZero looks at every byte, and never trusts a value", () => {
  expect(isZero(new Uint8Array(8))).toBe(true);
  expect(isZero(new Uint8Array(0))).toBe(true);
  expect(isZero(new Uint8Array([0, 0, 0, 1]))).toBe(false);
  expect(isZero([0])).toBe(false);
  expect(isZero([undefined])).toBe(false);
});

/** One element, at times with all bytes equal. */
function oneElement(item: number | undefined, seed: number): Uint8Array | unknown[] {
  const fill = elements(item, 1, seed);
  return seed % 3 === 0 && !Array.isArray(fill) ? fill.fill(seed) : fill;
}

describe("fillElements", () => {
  test("sets every element and nothing beside them", () => {
    const length = fc.oneof(fc.nat(20), fc.nat(9000));
    fc.assert(
      fc.property(itemSize, length, fc.nat(1000), (item, count, seed) => {
        const target = elements(item, count, seed);
        const fill = oneElement(item, seed + 1);
        const expected = cloneElements(target);
        for (let i = 0; i < count; i++) copyElement(item, fill, 0, expected, i);
        fillElements(target, fill, item);
        expect(isSameMemory(target, expected)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test.each([3, 12, 16, 40_000])("large arrays of items of %i bytes", (item) => {
    const fill = new Uint8Array(item).map((_, i) => i * 31 + 1);
    const target = new Uint8Array(item * 7000 > 1e7 ? item * 5 : item * 7000);
    fillElements(target, fill, item);
    expect(target.every((byte, i) => byte === fill[i % item])).toBe(true);
  });

  test("refuses what does not fit", () => {
    expect(() => fillElements(new Uint8Array(6), new Uint8Array(4), 4)).toThrow(RangeError);
    expect(() => fillElements(new Uint8Array(8), new Uint8Array(3), 4)).toThrow(RangeError);
    expect(() => fillElements(["a"], [], undefined)).toThrow(RangeError);
    expect(() => fillElements(new Uint8Array(8), ["a"], 4)).toThrow(TypeError);
    expect(() => fillElements(["a"], new Uint8Array(4), 4)).toThrow(TypeError);
    fillElements(new Uint8Array(0), new Uint8Array(0), 0);
    fillElements([], ["a"], undefined);
  });
});

describe("fillStrided", () => {
  test("does what nested loops do", () => {
    const region = shape.chain((lengths) => fc.tuple(fc.constant(lengths), placement(lengths, true)));
    fc.assert(
      fc.property(region, itemSize, fc.nat(1000), ([lengths, { stride, offset, length }], item, seed) => {
        const target = elements(item, length, seed);
        const fill = oneElement(item, seed + 1);
        const expected = cloneElements(target);
        for (const index of indices(lengths)) copyElement(item, fill, 0, expected, positionAt(index, stride, offset));
        fillStrided({ shape: lengths, itemSize: item, target, targetOffset: offset, targetStride: stride, fill });
        expect(isSameMemory(target, expected)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("rows longer than the prepared one", () => {
    const target = new Uint8Array(3 * 20_000 * 8);
    const fill = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
    fillStrided({ shape: [3, 19_999], itemSize: 8, target, targetOffset: 1, targetStride: [20_000, 1], fill });
    const isRight = target.every((byte, i) => byte === (Math.floor(i / 8) % 20_000 === 0 ? 0 : fill[i % 8]));
    expect(isRight).toBe(true);
  });

  test("refuses regions that leave the target", () => {
    const fill = new Uint8Array(2);
    const base = { itemSize: 2, target: new Uint8Array(8), targetOffset: 0, fill };
    expect(() => fillStrided({ ...base, shape: [5], targetStride: [1] })).toThrow(RangeError);
    expect(() => fillStrided({ ...base, shape: [2], targetStride: [-1] })).toThrow(RangeError);
    expect(() => fillStrided({ ...base, fill: new Uint8Array(1), shape: [2], targetStride: [1] })).toThrow(RangeError);
  });
});
