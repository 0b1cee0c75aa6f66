import { allocateElements, copyElements } from "../buffer/allocate.ts";
import { compactChunk } from "../buffer/compact.ts";
import { isFilled } from "../buffer/equal-fill.ts";
import { fillElements } from "../buffer/fill.ts";
import { contiguousStride, elementCount } from "../buffer/stride.ts";
import type {
  Chunk,
  ChunkSpec,
  CodecChain,
  Elements,
  MaybePromise,
  Store,
  StoreKey,
  Subdivision,
} from "../contract/index.ts";
import { UnsupportedError } from "../error/usage-error.ts";
import { refuseHugeBytes, refuseHugeChunk } from "../pipeline/chunk-limit.ts";
import { innerBytes, memoryIndex, storedRange } from "../pipeline/subdivided.ts";
import { innerDimensions, innerPosition } from "../plan/inner-grid.ts";
import type { ChunkProjection } from "../plan/split-box.ts";
import { coversAll, splitRegion } from "../plan/split-region.ts";
import type { NormalizedSelection } from "../selection/normalized.ts";
import type { Region } from "../selection/region.ts";
import { deleteValue, readValue, requireWritable, writeValue } from "../store/access.ts";
import { type ArrayAccess, atChunk, validShape } from "./array-access.ts";
import { forEachConcurrently } from "./concurrency.ts";
import { copyIntoChunk, type FieldLayout } from "./region-copy.ts";
import { placeResult } from "./result-layout.ts";
import type { ChunkTarget } from "./scatter.ts";

export interface WriteRegionOptions {
  readonly signal?: AbortSignal | undefined;
  /** The fields that the value holds; the others keep what they have. */
  readonly fields?: FieldLayout | undefined;
}

/** What is written, and by which rules. */
interface WriteJob {
  readonly access: ArrayAccess;
  /** The value, strided along the axes of the array; strides of 0 repeat it. */
  readonly value: ChunkTarget;
  readonly signal: AbortSignal | undefined;
  /** Encode chunks also when they hold nothing but the fill value. */
  readonly keepEmpty: boolean;
}

/**
 * Writes a value, laid out in the selection's shape, to every chunk that the selection touches: one `set` for each.
 * A chunk that is covered in part is read, merged and written back; writers in this process take turns on it.
 */
export async function writeRegion(
  access: ArrayAccess,
  selection: NormalizedSelection,
  value: Chunk,
  { signal, fields }: WriteRegionOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  requireWritable(access.store);
  if (elementCount(selection.shape) === 0) return;
  const { region, stride } = placeResult(selection, value.stride);
  const job: WriteJob = {
    keepEmpty: access.config.writeEmptyChunks,
    access,
    signal,
    value: { elements: value.elements, offset: value.offset, stride, clean: false, fields },
  };
  await forEachConcurrently(
    splitRegion(region, access.metadata.chunkGrid.dimensions),
    access.config.concurrency,
    (projection) => writeChunk(job, projection),
    signal,
  );
}

function writeChunk(job: WriteJob, { coordinates, region }: ChunkProjection): Promise<void> {
  const { access, signal } = job;
  const { store, coordination, chain } = access;
  const key = access.keyOf(coordinates);
  const { synchronizer } = access.config;
  return coordination.exclusively(key, () => (synchronizer === undefined ? work() : synchronizer.withLock(key, work)));

  async function work(): Promise<void> {
    signal?.throwIfAborted();
    const spec = access.specOf(coordinates);
    const valid = validShape(access, coordinates);
    const old = replacesAll(job, region, valid) ? undefined : await readValue(store, key, { signal });
    const encode = async (keepEmpty: boolean): Promise<Uint8Array | undefined> => {
      try {
        return await encodeRegion({ ...job, keepEmpty }, chain, spec, valid, old, region);
      } catch (error) {
        throw atChunk(error, access, key, coordinates);
      }
    };
    const encoded = await encode(job.keepEmpty);
    try {
      if (encoded !== undefined) await writeValue(store, key, encoded, { signal });
      else if (!(await isDeleted(store, key, signal))) {
        // Stored fill values read the same as no chunk.
        await writeValue(store, key, (await encode(true)) as Uint8Array, { signal });
      }
    } finally {
      // Also after a failure: a store that failed may still have written.
      coordination.changed(key);
    }
  }
}

/** Deletes a value; false when the store cannot. */
async function isDeleted(store: Store, key: StoreKey, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await deleteValue(store, key, { signal });
    return true;
  } catch (error) {
    if (error instanceof UnsupportedError) return false;
    throw error;
  }
}

/** True when nothing of what a chunk held before stays. */
function replacesAll({ value }: WriteJob, region: Region, valid: readonly number[]): boolean {
  return value.fields === undefined && coversAll(region, valid);
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
  job: WriteJob,
  chain: CodecChain,
  spec: ChunkSpec,
  valid: readonly number[],
  old: Uint8Array | undefined,
  region: Region,
): Promise<Uint8Array | undefined> {
  const { value, keepEmpty } = job;
  const { itemSize } = spec.dataType;
  const stride = contiguousStride(spec.shape);
  let elements: Elements;
  if (old === undefined) {
    refuseHugeChunk(spec, job.access.config.limits.chunkBytes);
    elements = allocateElements(itemSize, elementCount(spec.shape));
    const exact = replacesAll(job, region, valid) && spec.shape.every((size, axis) => size === valid[axis]);
    if (!exact) fillElements(elements, spec.fillValue, itemSize);
  } else {
    const decoded = compactChunk(await chain.decode(old, spec), itemSize);
    // What a decoder answers may be the store's own memory.
    elements = copyElements(decoded.elements);
  }
  const chunk: Chunk = { elements, shape: spec.shape, stride, offset: 0 };
  copyIntoChunk(value, region, chunk, itemSize);
  if (!keepEmpty && isFilled(elements, spec.fillValue, itemSize)) return undefined;
  return chain.encode(chunk, spec);
}

/** Bytes of one entry in a list of inner chunks. */
const pointerSize = 8;

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
  refuseHugeBytes(count * pointerSize, job.access.config.limits.chunkBytes);
  const parts = new Array<Uint8Array | undefined>(count).fill(undefined);
  const index = old === undefined ? undefined : await memoryIndex(subdivision, old);
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
      const kept = replacesAll(job, innerRegion, innerValid) ? undefined : parts[position];
      parts[position] = await encodeRegion(job, chain, inner, innerValid, kept, innerRegion);
    },
  );
  return parts.some((part) => part !== undefined) ? subdivision.assemble(parts) : undefined;
}
