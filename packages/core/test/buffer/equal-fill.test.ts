import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFilled } from "../../src/buffer/equal-fill.ts";
import { fillElements } from "../../src/buffer/fill.ts";
import { elements } from "./region-arbitrary.ts";

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

describe("isFilled", () => {
  test("is true of filled elements, and false as soon as one bit differs", () => {
    const item = fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 12, 16, 24);
    fc.assert(
      fc.property(item, fc.nat(70), fc.nat(1000), fc.nat(), fc.nat(7), (itemSize, count, seed, where, bit) => {
        const fill = elements(itemSize, 1, seed) as Uint8Array;
        if (seed % 3 === 0) fill.fill(0);
        const target = elements(itemSize, count, seed + 5) as Uint8Array;
        fillElements(target, fill, itemSize);
        expect(isFilled(target, fill, itemSize)).toBe(true);
        if (count === 0) return;
        const at = where % target.length;
        target[at] = (target[at] as number) ^ (1 << bit);
        expect(isFilled(target, fill, itemSize)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test("agrees with byte by byte comparison on elements of few values", () => {
    const array = fc.tuple(fc.constantFrom(1, 2, 3, 4, 8), fc.array(fc.nat(1), { maxLength: 40 }), fc.nat(8));
    fc.assert(
      fc.property(array, ([itemSize, bits, before]) => {
        const size = bits.length - (bits.length % itemSize);
        const memory = new Uint8Array([...new Array<number>(before).fill(0), ...bits.slice(0, size)]);
        const part = memory.subarray(before);
        const fill = new Uint8Array(itemSize).fill(1, 0, 1);
        const expected = part.every((byte, i) => byte === fill[i % itemSize]);
        expect(isFilled(part, fill, itemSize)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test("values are compared strictly, byte arrays by their bytes", () => {
    expect(isFilled(["", ""], [""], undefined)).toBe(true);
    expect(isFilled(["", "a"], [""], undefined)).toBe(false);
    expect(isFilled([0, "0"], [0], undefined)).toBe(false);
    expect(isFilled([], [""], undefined)).toBe(true);
    expect(isFilled([Number.NaN], [Number.NaN], undefined)).toBe(true);
    expect(isFilled([new Uint8Array([1]), new Uint8Array([1])], [new Uint8Array([1])], undefined)).toBe(true);
    expect(isFilled([new Uint8Array([1]), new Uint8Array([2])], [new Uint8Array([1])], undefined)).toBe(false);
    expect(isFilled([new Uint8Array([1, 1])], [new Uint8Array([1])], undefined)).toBe(false);
    expect(isFilled([new Uint8Array(0)], [""], undefined)).toBe(false);
  });

  test("zeros of different sign differ", () => {
    const target = bytesOf(new Float64Array([0, -0]));
    expect(isFilled(target, bytesOf(new Float64Array([0])), 8)).toBe(false);
    expect(isFilled(target, bytesOf(new Float64Array([0])), 8, 8)).toBe(false);
  });

  test.each([
    [2, new Uint16Array([0x7e00, 0x7e01, 0xfe00, 0x7c01]), 0x7c00],
    [4, new Uint32Array([0x7fc00000, 0x7fc00001, 0xffc00000, 0x7f800001]), 0x7f800000],
  ] as const)("any NaN of %i bytes equals NaN when asked for, infinity never", (size, nans, infinity) => {
    const fill = bytesOf(nans).subarray(0, size);
    expect(isFilled(bytesOf(nans), fill, size)).toBe(false);
    expect(isFilled(bytesOf(nans), fill, size, size)).toBe(true);
    const other = nans.slice();
    other[2] = infinity;
    expect(isFilled(bytesOf(other), fill, size, size)).toBe(false);
    other[2] = 0;
    expect(isFilled(bytesOf(other), fill, size, size)).toBe(false);
    expect(isFilled(bytesOf(nans), bytesOf(other).subarray(size * 2, size * 3), size, size)).toBe(false);
  });

  test("any NaN of 8 bytes, misaligned, and one half of a complex number", () => {
    const nans = new BigUint64Array([0x7ff8000000000000n, 0xfff8000000000001n, 0x7ff0000000000001n]);
    const moved = new Uint8Array(25);
    moved.set(bytesOf(nans), 1);
    const fill = bytesOf(nans).subarray(0, 8);
    expect(isFilled(moved.subarray(1), fill, 8, 8)).toBe(true);
    expect(isFilled(moved.subarray(1), fill, 8)).toBe(false);

    const complex = bytesOf(new Float64Array([Number.NaN, 1.5, Number.NaN, 1.5]));
    (complex[6] as number) ^= 1;
    const one = bytesOf(new Float64Array([Number.NaN, 1.5]));
    expect(isFilled(complex, one, 16, 8)).toBe(true);
    expect(isFilled(complex, one, 16)).toBe(false);
    expect(isFilled(bytesOf(new Float64Array([Number.NaN, 1.5, Number.NaN, Number.NaN])), one, 16, 8)).toBe(false);
    expect(isFilled(bytesOf(new Float64Array([1.5, Number.NaN])), one, 16, 8)).toBe(false);
    const signed = bytesOf(new Float64Array([Number.NaN, 0]));
    expect(isFilled(bytesOf(new Float64Array([Number.NaN, -0])), signed, 16, 8)).toBe(false);
  });

  test("refuses a fill of another size", () => {
    expect(() => isFilled(new Uint8Array(8), new Uint8Array(2), 4)).toThrow(RangeError);
  });
});
