import { allocateElements, copyElements } from "../buffer/allocate.ts";
import { compactChunk } from "../buffer/compact.ts";
import { isFilled } from "../buffer/equal-fill.ts";
import { fillElements } from "../buffer/fill.ts";
import { contiguousStride, elementCount } from "../buffer/stride.ts";
import type { Chunk, ChunkSpec, CodecChain, Elements, MaybePromise, Subdivision } from "../contract/index.ts";
import { innerBytes, memorySource, storedRange } from "../pipeline/subdivided.ts";
import { innerDimensions, innerPosition } from "../plan/inner-grid.ts";
import { type ChunkProjection, coversAll, splitRegion } from "../plan/split-region.ts";
import type { NormalizedSelection } from "../selection/normalized.ts";
import type { Region } from "../selection/region.ts";
import { deleteValue, readValue, requireWritable, writeValue } from "../store/access.ts";
import { type ArrayAccess, atChunk, validShape } from "./array-access.ts";
import { forEachConcurrently } from "./concurrency.ts";
import { targetStride } from "./read-region.ts";
import { type ChunkTarget, copyIntoChunk } from "./region-copy.ts";

export interface WriteRegionOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What is written, and by which rules. */
interface WriteJob {
  readonly access: ArrayAccess;
  /** The value, strided along the axes of the array; strides of 0 repeat it. */
  readonly value: ChunkTarget;
  readonly signal: AbortSignal | undefined;
}

/**
 * Writes a value, laid out in the selection's shape, to every chunk that the selection touches: one `set` for each.
 * A chunk that is covered in part is read, merged and written back; writers in this process take turns on it.
 */
export async function writeRegion(
  access: ArrayAccess,
  selection: NormalizedSelection,
  value: Chunk,
  { signal }: WriteRegionOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  requireWritable(access.store);
  if (elementCount(selection.shape) === 0) return;
  const stride = targetStride(selection, value.stride);
  const job: WriteJob = {
    access,
    signal,
    value: { elements: value.elements, offset: value.offset, stride, clean: false },
  };
  await forEachConcurrently(
    splitRegion(selection.region, access.metadata.chunkGrid.dimensions),
    access.config.concurrency,
    (projection) => writeChunk(job, projection),
    signal,
  );
}

function writeChunk(job: WriteJob, { coordinates, region }: ChunkProjection): Promise<void> {
  const { access, signal } = job;
  const { store, coordination, chain } = access;
  const key = access.keyOf(coordinates);
  return coordination.exclusively(key, async () => {
    signal?.throwIfAborted();
    const spec = access.specOf(coordinates);
    const valid = validShape(access, coordinates);
    let encoded: Uint8Array | undefined;
    try {
      const old = coversAll(region, valid) ? undefined : await readValue(store, key, { signal });
      encoded = await encodeRegion(job, chain, spec, valid, old, region);
    } catch (error) {
      throw atChunk(error, access, key, coordinates);
    }
    try {
      if (encoded === undefined) await deleteValue(store, key, { signal });
      else await writeValue(store, key, encoded, { signal });
    } finally {
      // Also after a failure: a store that failed may still have written.
      coordination.changed(key);
    }
  });
}

/**
 * The new bytes of a chunk, whose old ones are `old`; `undefined` when nothing is left but the fill value. `valid`
 * is the shape of the part inside the array.
 */
function encodeRegion(
  job: WriteJob,
  chain: CodecChain,
  spec: ChunkSpec,
  valid: readonly number[],
  old: Uint8Array | undefined,
  region: Region,
): MaybePromise<Uint8Array | undefined> {
  const subdivision = chain.subdivision(spec);
  return subdivision === undefined
    ? encodePlain(job, chain, spec, valid, old, region)
    : encodeInner(job, subdivision, valid, old, region);
}

async function encodePlain(
  { access, value }: WriteJob,
  chain: CodecChain,
  spec: ChunkSpec,
  valid: readonly number[],
  old: Uint8Array | undefined,
  region: Region,
): Promise<Uint8Array | undefined> {
  const { itemSize } = spec.dataType;
  const stride = contiguousStride(spec.shape);
  let elements: Elements;
  if (old === undefined) {
    elements = allocateElements(itemSize, elementCount(spec.shape));
    const exact = coversAll(region, valid) && spec.shape.every((size, axis) => size === valid[axis]);
    if (!exact) fillElements(elements, spec.fillValue, itemSize);
  } else {
    const decoded = compactChunk(await chain.decode(old, spec), itemSize);
    // What a decoder answers may be the store's own memory.
    elements = copyElements(decoded.elements);
  }
  const chunk: Chunk = { elements, shape: spec.shape, stride, offset: 0 };
  copyIntoChunk(value, region, chunk, itemSize);
  if (!access.config.writeEmptyChunks && isFilled(elements, spec.fillValue, itemSize)) return undefined;
  return chain.encode(chunk, spec);
}

/** Encodes the inner chunks that a region touches and keeps the bytes of the others. */
async function encodeInner(
  job: WriteJob,
  subdivision: Subdivision,
  valid: readonly number[],
  old: Uint8Array | undefined,
  region: Region,
): Promise<Uint8Array | undefined> {
  const { inner, gridShape, chain } = subdivision;
  const count = elementCount(gridShape);
  const parts = new Array<Uint8Array | undefined>(count).fill(undefined);
  const index = old === undefined ? undefined : await subdivision.readIndex(memorySource(old));
  if (old !== undefined && index !== undefined) {
    for (let position = 0; position < count; position++) {
      const range = storedRange(index, position, old.length);
      if (range !== undefined) parts[position] = innerBytes(old, range);
    }
  }
  await forEachConcurrently(
    splitRegion(region, innerDimensions(subdivision)),
    job.access.config.concurrency,
    async ({ coordinates, region: innerRegion }) => {
      const position = innerPosition(subdivision, coordinates);
      const innerValid = inner.shape.map((size, axis) =>
        Math.max(0, Math.min(size, (valid[axis] as number) - (coordinates[axis] as number) * size)),
      );
      const kept = coversAll(innerRegion, innerValid) ? undefined : parts[position];
      parts[position] = await encodeRegion(job, chain, inner, innerValid, kept, innerRegion);
    },
  );
  return parts.some((part) => part !== undefined) ? subdivision.assemble(parts) : undefined;
}
