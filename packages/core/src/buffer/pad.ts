import type { Chunk, Elements } from "../contract/chunk.ts";
import { allocateElements } from "./allocate.ts";
import { copyStrided } from "./copy-strided.ts";
import { fillElements } from "./fill.ts";
import { contiguousStride, elementCount } from "./stride.ts";

/** A chunk at the origin of a larger one whose other elements are `fill`; the argument itself where nothing is to add. */
export function padChunk(chunk: Chunk, shape: readonly number[], fill: Elements, itemSize: number | undefined): Chunk {
  if (shape.every((size, axis) => size === chunk.shape[axis])) return chunk;
  const elements = allocateElements(itemSize, elementCount(shape));
  fillElements(elements, fill, itemSize);
  const stride = contiguousStride(shape);
  copyStrided({
    shape: chunk.shape,
    itemSize,
    source: chunk.elements,
    sourceOffset: chunk.offset,
    sourceStride: chunk.stride,
    target: elements,
    targetOffset: 0,
    targetStride: stride,
  });
  return { elements, shape, stride, offset: 0 };
}
