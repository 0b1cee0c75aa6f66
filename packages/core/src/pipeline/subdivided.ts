import { allocateElements } from "../buffer/allocate.ts";
import { copyStrided } from "../buffer/copy-strided.ts";
import { isFilled } from "../buffer/equal-fill.ts";
import { fillElements } from "../buffer/fill.ts";
import { contiguousStride, elementCount } from "../buffer/stride.ts";
import type { ByteSource, Chunk, ChunkSpec, InnerChunkIndex, MaybePromise, Subdivision } from "../contract/index.ts";
import { CodecError } from "../error/data-error.ts";
import { isZarrError, messageOf } from "../error/zarr-error.ts";
import { chained } from "./maybe.ts";

/** A subdivided chunk that is in memory, as a source of ranges. */
export function memorySource(bytes: Uint8Array | undefined): ByteSource {
  return {
    get(range) {
      if (bytes === undefined || range === undefined) return bytes;
      if ("suffix" in range) return bytes.subarray(Math.max(0, bytes.length - range.suffix));
      const { offset, length } = range;
      return bytes.subarray(offset, length === undefined ? undefined : offset + length);
    },
  };
}

/** The index of a chunk in memory; one that cannot be read is damaged. */
export function memoryIndex(subdivision: Subdivision, bytes: Uint8Array): MaybePromise<InnerChunkIndex | undefined> {
  const damaged = (cause: unknown): never => {
    if (isZarrError(cause)) throw cause;
    throw new CodecError(`An index is damaged: ${messageOf(cause)}`, { cause });
  };
  try {
    const index = subdivision.readIndex(memorySource(bytes));
    return index instanceof Promise ? index.catch(damaged) : index;
  } catch (cause) {
    return damaged(cause);
  }
}

/**
 * Where an inner chunk lies in a chunk of `size` bytes, where that is known. An index that cannot tell, or that points
 * outside, is damaged.
 */
export function storedRange(
  index: InnerChunkIndex,
  position: number,
  size: number = Number.POSITIVE_INFINITY,
): ReturnType<InnerChunkIndex["range"]> {
  let range: ReturnType<InnerChunkIndex["range"]>;
  try {
    range = index.range(position);
  } catch (cause) {
    throw new CodecError(`An index is damaged: ${messageOf(cause)}`, { cause });
  }
  if (range === undefined || range.offset + range.length <= size) return range;
  const { offset, length } = range;
  throw new CodecError(`An inner chunk lies at bytes ${offset} to ${offset + length} of a chunk of ${size} bytes`);
}

/** The bytes of an inner chunk out of a chunk in memory. */
export function innerBytes(bytes: Uint8Array, { offset, length }: { offset: number; length: number }): Uint8Array {
  return bytes.subarray(offset, offset + length);
}

/** Decodes every inner chunk of a whole chunk. */
export function decodeSubdivided(bytes: Uint8Array, spec: ChunkSpec, subdivision: Subdivision): MaybePromise<Chunk> {
  return chained(memoryIndex(subdivision, bytes), (index) => {
    const { itemSize } = spec.dataType;
    const elements = allocateElements(itemSize, elementCount(spec.shape));
    fillElements(elements, spec.fillValue, itemSize);
    const whole: Chunk = { elements, shape: spec.shape, stride: contiguousStride(spec.shape), offset: 0 };
    const { inner, chain } = subdivision;
    return chained(
      forEachInner(subdivision, (position, offset) => {
        const range = index === undefined ? undefined : storedRange(index, position, bytes.length);
        if (range === undefined) return undefined;
        return chained(chain.decode(innerBytes(bytes, range), inner), (chunk) => {
          copyStrided({
            shape: inner.shape,
            itemSize,
            source: chunk.elements,
            sourceOffset: chunk.offset,
            sourceStride: chunk.stride,
            target: elements,
            targetOffset: offset,
            targetStride: whole.stride,
          });
        });
      }),
      () => whole,
    );
  });
}

/** Encodes a whole chunk inner chunk by inner chunk; those that hold nothing but the fill value are left out. */
export function encodeSubdivided(chunk: Chunk, spec: ChunkSpec, subdivision: Subdivision): MaybePromise<Uint8Array> {
  const { itemSize } = spec.dataType;
  const { inner, chain, gridShape } = subdivision;
  const encoded = new Array<Uint8Array | undefined>(elementCount(gridShape)).fill(undefined);
  const stride = contiguousStride(inner.shape);
  const steps = forEachInner(subdivision, (position, offset) => {
    const elements = allocateElements(itemSize, elementCount(inner.shape));
    copyStrided({
      shape: inner.shape,
      itemSize,
      source: chunk.elements,
      sourceOffset: chunk.offset + offset,
      sourceStride: chunk.stride,
      target: elements,
      targetOffset: 0,
      targetStride: stride,
    });
    if (isFilled(elements, inner.fillValue, itemSize)) return undefined;
    return chained(chain.encode({ elements, shape: inner.shape, stride, offset: 0 }, inner), (bytes) => {
      encoded[position] = bytes;
    });
  });
  return chained(steps, () => subdivision.assemble(encoded));
}

/**
 * Visits inner chunks in C order, one after the other so that memory stays bounded. `offset` is the position of
 * the inner chunk's first element in the whole chunk.
 */
function forEachInner(
  { gridShape, inner }: Subdivision,
  visit: (position: number, offset: number) => MaybePromise<void>,
): MaybePromise<void> {
  const count = elementCount(gridShape);
  const stride = contiguousStride(gridShape.map((size, axis) => size * (inner.shape[axis] as number)));
  const step = stride.map((elements, axis) => elements * (inner.shape[axis] as number));
  const grid = contiguousStride(gridShape);
  const offsetOf = (position: number): number =>
    step.reduce((sum, elements, axis) => {
      return sum + (Math.floor(position / (grid[axis] as number)) % (gridShape[axis] as number)) * elements;
    }, 0);
  const remaining = async (pending: Promise<void>, start: number): Promise<void> => {
    await pending;
    for (let position = start; position < count; position++) await visit(position, offsetOf(position));
  };
  for (let position = 0; position < count; position++) {
    const result = visit(position, offsetOf(position));
    if (result instanceof Promise) return remaining(result, position + 1);
  }
}
