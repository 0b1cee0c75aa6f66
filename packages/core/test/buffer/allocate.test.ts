import { expect, test } from "vitest";
import { alignedElements, allocateElements, copyElements, itemAlignment } from "../../src/buffer/allocate.ts";
import { processorMilliseconds } from "../support/processor-time.ts";

test("allocateElements gives zeroed memory of its own", () => {
  const bytes = allocateElements(12, 3);
  expect(bytes).toEqual(new Uint8Array(36));
  expect(bytes.byteOffset).toBe(0);
  expect(bytes.buffer.byteLength).toBe(36);
  expect(allocateElements(0, 5)).toHaveLength(0);
});

test("allocateElements gives a list for variable length", () => {
  const list = allocateElements(undefined, 3);
  expect(Array.isArray(list)).toBe(true);
  expect([...list]).toEqual([undefined, undefined, undefined]);
});

test("a list too long for one step can still be written quickly", () => {
  const length = 2 ** 25 + 10;
  const list = allocateElements(undefined, length) as unknown[];
  expect(list).toHaveLength(length);
  const milliseconds = processorMilliseconds(() => {
    for (let i = length - 200_000; i < length; i++) list[i] = i;
  });
  expect(milliseconds).toBeLessThan(1000);
  expect(list[length - 1]).toBe(length - 1);
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
  "allocateElements refuses %s elements",
  (length) => {
    expect(() => allocateElements(1, length)).toThrow(RangeError);
    expect(() => allocateElements(undefined, length)).toThrow(RangeError);
  },
);

test("allocateElements refuses what no host can hold", () => {
  expect(() => allocateElements(8, 2 ** 50)).toThrow(RangeError);
});

test.each([
  [0, 8],
  [1, 1],
  [2, 2],
  [3, 1],
  [4, 4],
  [6, 2],
  [8, 8],
  [12, 4],
  [16, 8],
  [24, 8],
])("items of %i bytes are aligned to %i", (itemSize, alignment) => {
  expect(itemAlignment(itemSize)).toBe(alignment);
  for (let offset = 0; offset < 9; offset++) {
    const elements = new Uint8Array(new ArrayBuffer(64), offset, itemSize).fill(offset + 1);
    const aligned = alignedElements(elements, itemSize);
    expect(aligned.byteOffset % alignment).toBe(0);
    expect(aligned).toEqual(elements);
    expect(aligned === elements).toBe(offset % alignment === 0);
  }
});

test("alignedElements leaves lists alone", () => {
  const list = ["a"];
  expect(alignedElements(list, undefined)).toBe(list);
});

test("copyElements shares nothing, also with byte arrays whose slice is a view", () => {
  class ViewSlicing extends Uint8Array {
    override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
      return this.subarray(start, end) as unknown as Uint8Array<ArrayBuffer>;
    }
  }
  for (const elements of [new Uint8Array([1, 2]), new ViewSlicing([1, 2]), ["a", "b"]]) {
    const copy = copyElements(elements);
    expect([...copy]).toEqual([...elements]);
    copy[0] = 9;
    expect(elements[0]).not.toBe(9);
  }
});
