import { allocateElements, copyElements, isSharedMemory } from "../../buffer/allocate.ts";
import { compactChunk } from "../../buffer/compact.ts";
import { isFilled } from "../../buffer/equal-fill.ts";
import { fillElements } from "../../buffer/fill.ts";
import { Lease } from "../../buffer/scratch.ts";
import { contiguousStride, elementCount } from "../../buffer/stride.ts";
import type { Allocate, ChunkSpec, CodecChain, Elements, MaybePromise, Subdivision } from "../../contract/index.ts";
import { refuseHugeBytes, refuseHugeChunk } from "../../pipeline/chunk-limit.ts";
import { innerBytes, memoryIndex, storedRange } from "../../pipeline/subdivided.ts";
import { innerDimensions, innerPosition } from "../../plan/inner-grid.ts";
import { coversAll, splitRegion } from "../../plan/split-region.ts";
import type { Region } from "../../selection/region.ts";
import type { ArrayConfig } from "../access/config.ts";
import { forEachConcurrently } from "../concurrency/concurrency.ts";
import { placeIn } from "../scatter/delivery.ts";
import { copyIntoChunk } from "../scatter/region-copy.ts";
import type { ChunkTarget } from "../scatter/scatter.ts";
import { Assembly } from "./assembly.ts";

/** What chunks are made of, and by which rules. */
export interface Encoding {
  /** The value, strided along the axes of the array; strides of 0 repeat it. */
  readonly value: ChunkTarget;
  /** Encode chunks also when they hold nothing but the fill value. */
  readonly keepEmpty: boolean;
  readonly config: ArrayConfig;
}

/** True when nothing stays of what a chunk, or its part of that shape, held before. */
export function replacesAll(value: ChunkTarget, region: Region, shape: readonly number[]): boolean {
  return value.fields === undefined && coversAll(region, shape);
}

/**
 * The new bytes of a chunk, whose old ones are `old`; `undefined` when nothing is left but the fill value. They may lie in
 * memory that the lease lends, or that `allocate` makes for the answer.
 */
export function encodeRegion(
  encoding: Encoding,
  chain: CodecChain,
  spec: ChunkSpec,
  old: Uint8Array | undefined,
  region: Region,
  lease: Lease,
  allocate: Allocate = lease.allocate,
): MaybePromise<Uint8Array | undefined> {
  const subdivision = chain.subdivision(spec);
  return subdivision === undefined
    ? encodePlain(encoding, chain, spec, old, region, lease, allocate)
    : encodeInner(encoding, subdivision, old, region, lease, allocate);
}

async function encodePlain(
  { value, keepEmpty, config }: Encoding,
  chain: CodecChain,
  spec: ChunkSpec,
  old: Uint8Array | undefined,
  region: Region,
  lease: Lease,
  allocate: Allocate,
): Promise<Uint8Array | undefined> {
  const { itemSize } = spec.dataType;
  const { shape } = spec;
  const stride = contiguousStride(shape);
  let elements = old === undefined ? elementsInPlace(value, region, spec) : undefined;
  if (elements === undefined) {
    if (old === undefined) {
      refuseHugeChunk(spec, config.limits.chunkBytes);
      const count = elementCount(shape);
      elements = itemSize === undefined ? allocateElements(itemSize, count) : lease.allocate(itemSize * count);
      if (!replacesAll(value, region, shape)) fillElements(elements, spec.fillValue, itemSize);
    } else {
      const decoded = compactChunk(await chain.decode(old, spec), itemSize);
      // What a decoder answers may be the store's own memory.
      elements = copyElements(decoded.elements);
    }
    copyIntoChunk(value, region, { elements, shape, stride, offset: 0 }, itemSize);
  }
  if (!keepEmpty && isFilled(elements, spec.fillValue, itemSize)) return undefined;
  return chain.encode({ elements, shape, stride, offset: 0 }, spec, { allocate, allocateBetween: lease.allocate });
}

/** The elements of a chunk where they lie in the value already as they would in a chunk of its own. */
function elementsInPlace(value: ChunkTarget, region: Region, { shape, dataType }: ChunkSpec): Elements | undefined {
  const place = placeIn(value, region, shape, dataType.itemSize);
  // Much that codecs stand on takes no memory that is shared, or begins anywhere.
  return place === undefined || isSharedMemory(place) || place.byteOffset % 8 !== 0 ? undefined : place;
}

/** Bytes of one entry in a list of inner chunks. */
const pointerSize = 8;

/** Encodes the inner chunks that a region touches and keeps the bytes of the others. */
async function encodeInner(
  encoding: Encoding,
  subdivision: Subdivision,
  old: Uint8Array | undefined,
  region: Region,
  lease: Lease,
  allocate: Allocate,
): Promise<Uint8Array | undefined> {
  const { inner, gridShape, chain } = subdivision;
  const { limits, concurrency } = encoding.config;
  const count = elementCount(gridShape);
  refuseHugeBytes(count * pointerSize, limits.chunkBytes);
  const parts = new Array<Uint8Array | undefined>(count).fill(undefined);
  const index = old === undefined ? undefined : await memoryIndex(subdivision, old);
  if (old !== undefined && index !== undefined) {
    for (let position = 0; position < count; position++) {
      const range = storedRange(index, position, old.length);
      if (range !== undefined) parts[position] = innerBytes(old, range);
    }
  }
  const assembly = new Assembly(subdivision, lease);
  await forEachConcurrently(
    splitRegion(region, innerDimensions(subdivision)),
    concurrency,
    async ({ coordinates, region: innerRegion }) => {
      const position = innerPosition(subdivision, coordinates);
      const kept = replacesAll(encoding.value, innerRegion, inner.shape) ? undefined : parts[position];
      const innerLease = new Lease();
      try {
        const part = await encodeRegion(encoding, chain, inner, kept, innerRegion, innerLease, assembly.allocate);
        if (part !== undefined && innerLease.lent(part)) lease.hold(innerLease);
        parts[position] = part;
      } finally {
        innerLease.release();
      }
    },
  );
  if (parts.every((part) => part === undefined)) return undefined;
  return subdivision.assemble(parts, (byteLength) => assembly.whole(parts, byteLength) ?? allocate(byteLength));
}
