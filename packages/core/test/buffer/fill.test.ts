import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillElements, isZero } from "../../src/buffer/fill.ts";
import { cloneElements, copyElement, elements, isSameMemory, itemSize } from "./region-arbitrary.ts";

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
