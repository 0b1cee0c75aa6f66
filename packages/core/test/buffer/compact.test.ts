import fc from "fast-check";
import { expect, test } from "vitest";
import { copyElements } from "../../src/buffer/allocate.ts";
import { compactChunk } from "../../src/buffer/compact.ts";
import { contiguousStride, elementCount } from "../../src/buffer/stride.ts";
import {
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

test("compactChunk gives the same elements in C order, and keeps the chunk as it was", () => {
  const region = shape.chain((lengths) => fc.tuple(fc.constant(lengths), placement(lengths, true)));
  fc.assert(
    fc.property(region, itemSize, fc.nat(1000), ([lengths, { stride, offset, length }], item, seed) => {
      const chunk = { elements: elements(item, length, seed), shape: lengths, stride, offset };
      const count = elementCount(lengths);
      const expected = elements(item, count, 0);
      let at = 0;
      for (const index of indices(lengths))
        copyElement(item, chunk.elements, positionAt(index, stride, offset), expected, at++);
      const before = memoryOf(chunk.elements);
      const compact = compactChunk(chunk, item);
      expect(isSameMemory(copyElements(compact.elements), copyElements(expected))).toBe(true);
      expect(compact).toMatchObject({ shape: lengths, offset: 0 });
      expect(compact.elements).toHaveLength(count * (item ?? 1));
      expect(isSameMemory(chunk.elements, before)).toBe(true);
      // What comes out is compact: a second time changes nothing.
      expect(compactChunk(compact, item)).toBe(compact);
    }),
    { numRuns: 1000 },
  );
});

test("a chunk in C order is answered as it is", () => {
  const chunk = { elements: new Uint8Array(24), shape: [2, 3], stride: contiguousStride([2, 3]), offset: 0 };
  expect(compactChunk(chunk, 4)).toBe(chunk);
});

test("elements side by side are not copied", () => {
  const memory = new Uint8Array(32);
  const compact = compactChunk({ elements: memory, shape: [2, 3], stride: [3, 1], offset: 1 }, 4);
  expect(compact.elements).toBeInstanceOf(Uint8Array);
  expect((compact.elements as Uint8Array).buffer).toBe(memory.buffer);
  expect((compact.elements as Uint8Array).byteOffset).toBe(4);
});

test("a chunk that reaches beyond its elements is refused", () => {
  const base = { elements: new Uint8Array(24), shape: [2, 3] };
  expect(() => compactChunk({ ...base, stride: [3, 1], offset: 1 }, 4)).toThrow(RangeError);
  expect(() => compactChunk({ ...base, stride: [1, 4], offset: 0 }, 4)).toThrow(RangeError);
  expect(() => compactChunk({ ...base, elements: new Uint8Array(20), stride: [3, 1], offset: 0 }, 4)).toThrow(
    RangeError,
  );
});
