import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { copyStrided } from "../../src/buffer/copy-strided.ts";
import { contiguousStride } from "../../src/buffer/stride.ts";
import {
  cloneElements,
  copyElement,
  elements,
  indices,
  isSameMemory,
  itemSize,
  memoryOf,
  placement,
  positionAt,
  shape,
} from "./region-arbitrary.ts";

const region = shape.chain((lengths) =>
  fc.record({
    lengths: fc.constant(lengths),
    item: itemSize,
    from: placement(lengths, true),
    to: placement(lengths, true),
    seed: fc.nat(1000),
  }),
);

describe("copyStrided", () => {
  test("does what nested loops do, and touches nothing else", () => {
    fc.assert(
      fc.property(region, ({ lengths, item, from, to, seed }) => {
        const source = elements(item, from.length, seed);
        const target = elements(item, to.length, seed + 7);
        const expected = cloneElements(target);
        for (const index of indices(lengths)) {
          const a = positionAt(index, from.stride, from.offset);
          copyElement(item, source, a, expected, positionAt(index, to.stride, to.offset));
        }
        const before = memoryOf(source);
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
        expect(isSameMemory(source, before)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([1, 2, 4, 8])("rows of every length around the thresholds, source %i bytes off", (off) => {
    for (const row of [1, 3, 4, 8, 63, 64, 127, 128, 255, 256, 511, 512, 520, 1024]) {
      const source = new Uint8Array(row * 12 + off).map((_, i) => i * 7 + row).subarray(off);
      const target = new Uint8Array(row * 40);
      copyStrided({
        shape: [3, 4, row],
        itemSize: 1,
        source,
        sourceOffset: 0,
        sourceStride: contiguousStride([3, 4, row]),
        target,
        targetOffset: row,
        targetStride: [row * 12, row * 3, 1],
      });
      const expected = new Uint8Array(row * 40);
      for (let k = 0; k < 12; k++) {
        const at = row + Math.floor(k / 4) * row * 12 + (k % 4) * row * 3;
        expected.set(source.subarray(k * row, (k + 1) * row), at);
      }
      expect(target).toEqual(expected);
    }
  });

  test("keeps the bits of signalling NaNs", () => {
    const bits = new Uint32Array([0x00000001, 0x7ff00000, 0x7f800001, 0xffc12345, 0xdeadbeef, 0xfff7ffff]);
    const source = new Uint8Array(bits.buffer);
    for (const item of [4, 8]) {
      const target = new Uint8Array(48);
      copyStrided({
        shape: [24 / item],
        itemSize: item,
        source,
        sourceOffset: 0,
        sourceStride: [1],
        target,
        targetOffset: 0,
        targetStride: [2],
      });
      for (let i = 0; i < 24; i++) expect(target[Math.floor(i / item) * item * 2 + (i % item)]).toBe(source[i]);
    }
  });

  test("along a target stride of 0 the last element stays, wherever it lies in the source", () => {
    const source = new Uint8Array(64).map((_, i) => i);
    const target = new Uint8Array(32);
    copyStrided({
      shape: [2, 2, 8],
      itemSize: 1,
      source,
      sourceOffset: 0,
      sourceStride: [3, 16, 1],
      target,
      targetOffset: 0,
      targetStride: [0, 16, 1],
    });
    expect([...target.subarray(0, 8)]).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
    expect([...target.subarray(16, 24)]).toEqual([19, 20, 21, 22, 23, 24, 25, 26]);
  });

  test("works in shared memory", () => {
    const source = new Uint8Array(new SharedArrayBuffer(64)).map((_, i) => i);
    const shared = new Uint8Array(new SharedArrayBuffer(64));
    shared.set(source);
    const target = new Uint8Array(new SharedArrayBuffer(64));
    const base = { itemSize: 2, source: shared, sourceOffset: 31, target, targetOffset: 0, targetStride: [1] };
    copyStrided({ ...base, shape: [32], sourceStride: [-1] });
    expect([...target.subarray(0, 4)]).toEqual([62, 63, 60, 61]);
  });

  test("refuses regions that leave an array, before writing", () => {
    const source = new Uint8Array(16).fill(1);
    const target = new Uint8Array(16);
    const good = {
      shape: [2, 2],
      itemSize: 4,
      source,
      sourceOffset: 0,
      sourceStride: [2, 1],
      target,
      targetOffset: 0,
      targetStride: [2, 1],
    };
    const bad = [
      { sourceOffset: 1 },
      { sourceOffset: -1 },
      { sourceStride: [-2, 1] },
      { targetStride: [3, 1] },
      { targetOffset: 0.5 },
      { targetOffset: Number.NaN },
      { target: new Uint8Array(15) },
    ];
    for (const change of bad) expect(() => copyStrided({ ...good, ...change })).toThrow(RangeError);
    expect(() => copyStrided({ ...good, sourceOffset: 1 })).toThrow(/elements 1 to 4 of its source, which holds 4/);
    expect(() => copyStrided({ ...good, target: [1, 2, 3, 4] })).toThrow(TypeError);
    expect(() => copyStrided({ ...good, itemSize: undefined })).toThrow(TypeError);
    expect(target).toEqual(new Uint8Array(16));
    // Nothing to copy, nowhere to go.
    copyStrided({ ...good, shape: [0, 2], sourceOffset: 99 });
    copyStrided({ ...good, itemSize: 0, sourceOffset: 99 });
  });
});
