import type { Chunk } from "../contract/chunk.ts";
import { allocateElements } from "./allocate.ts";
import { assertInside } from "./bound.ts";
import { copyStrided } from "./copy-strided.ts";
import { contiguousStride, elementCount, isContiguous } from "./stride.ts";

/**
 * The same chunk in C order from offset 0, with exactly its elements: the argument itself where it is so already,
 * a view of its memory where its elements lie side by side, else a copy in fresh memory.
 *
 * @throws RangeError when the chunk reaches beyond its elements.
 */
export function compactChunk(chunk: Chunk, itemSize: number | undefined): Chunk {
  const { elements, shape, stride, offset } = chunk;
  const count = elementCount(shape);
  const unit = itemSize ?? 1;
  if (!isContiguous(shape, stride)) return copyChunk(chunk, itemSize, count);
  if (offset === 0 && elements.length === count * unit) return chunk;
  if (count === 0)
    return { elements: allocateElements(itemSize, 0), shape, stride: contiguousStride(shape), offset: 0 };
  assertInside("source", elements, itemSize, offset, offset + count - 1);
  const part = Array.isArray(elements)
    ? elements.slice(offset, offset + count)
    : elements.subarray(offset * unit, (offset + count) * unit);
  return { elements: part, shape, stride: contiguousStride(shape), offset: 0 };
}

function copyChunk(chunk: Chunk, itemSize: number | undefined, count: number): Chunk {
  const { elements, shape, stride, offset } = chunk;
  const target = allocateElements(itemSize, count);
  const targetStride = contiguousStride(shape);
  copyStrided({
    shape,
    itemSize,
    source: elements,
    sourceOffset: offset,
    sourceStride: stride,
    target,
    targetOffset: 0,
    targetStride,
  });
  return { elements: target, shape, stride: targetStride, offset: 0 };
}
