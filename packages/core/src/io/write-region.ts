import { allocateElements, copyElements } from "../buffer/allocate.ts";
import { compactChunk } from "../buffer/compact.ts";
import { isFilled } from "../buffer/equal-fill.ts";
import { fillElements } from "../buffer/fill.ts";
import { isLent, Lease } from "../buffer/scratch.ts";
import { contiguousStride, elementCount } from "../buffer/stride.ts";
import type { Chunk, ChunkSpec, CodecChain, Elements, Executor, MaybePromise, Subdivision } from "../contract/index.ts";
import { firstSpec } from "../metadata/chunk-spec.ts";
import { refuseHugeBytes, refuseHugeChunk } from "../pipeline/chunk-limit.ts";
import { innerBytes, memoryIndex, storedRange } from "../pipeline/subdivided.ts";
import { innerDimensions, innerPosition } from "../plan/inner-grid.ts";
import type { ChunkProjection } from "../plan/split-box.ts";
import { coversAll, splitRegion } from "../plan/split-region.ts";
import type { NormalizedSelection } from "../selection/normalized.ts";
import type { Region } from "../selection/region.ts";
import { requireWritable, writeValue } from "../store/access.ts";
import { assumedMissing, removeVersioned, type VersionedValue } from "../store/versioned-value.ts";
import { type ArrayAccess, atChunk, validShape } from "./array-access.ts";
import { forEachConcurrently } from "./concurrency.ts";
import type { Delegation } from "./delegation.ts";
import { copyIntoChunk, type FieldLayout } from "./region-copy.ts";
import { placeResult } from "./result-layout.ts";
import type { ChunkTarget } from "./scatter.ts";
import { inTurn, replaceValue, updateValue } from "./update-value.ts";

export interface WriteRegionOptions {
  readonly signal?: AbortSignal | undefined;
  /** The fields that the value holds; the others keep what they have. */
  readonly fields?: FieldLayout | undefined;
  /** Instead of the array's own. */
  readonly executor?: Executor | undefined;
}

/** What is written, and by which rules. */
export interface WriteJob {
  readonly access: ArrayAccess;
  /** The value, strided along the axes of the array; strides of 0 repeat it. */
  readonly value: ChunkTarget;
  readonly signal: AbortSignal | undefined;
  /** Encode chunks also when they hold nothing but the fill value. */
  readonly keepEmpty: boolean;
  /** The way to those who encode and store whole chunks, if not we. */
  readonly delegation: Delegation | undefined;
}

/**
 * Writes a value, laid out in the selection's shape, to every chunk that the selection touches: one `set` for each.
 * A chunk that is covered in part is read, merged and written back, so that nobody's update is lost (see {@link updateValue}).
 */
export async function writeRegion(
  access: ArrayAccess,
  selection: NormalizedSelection,
  value: Chunk,
  { signal, fields, executor = access.config.executor }: WriteRegionOptions = {},
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
    delegation: await delegationOf(executor, access, region),
  };
  await forEachConcurrently(
    splitRegion(region, access.metadata.chunkGrid.dimensions),
    chunksAtATime(access),
    (projection) => writeChunk(job, projection),
    signal,
  );
}

/** Bytes of subdivided chunks that are written at a time, decoded, unless it is but one and the next. */
const subdividedBytes = 64 * 2 ** 20;

/** Inner chunks are work enough for everybody, so that of large chunks only few are held in memory. */
function chunksAtATime({ chain, config, metadata }: ArrayAccess): number {
  const spec = firstSpec(metadata);
  const { itemSize } = spec.dataType;
  if (itemSize === undefined || chain.subdivision(spec) === undefined) return config.concurrency;
  const fitting = Math.floor(subdividedBytes / (elementCount(spec.shape) * itemSize));
  return Math.min(config.concurrency, Math.max(2, fitting));
}

async function delegationOf(
  executor: Executor | undefined,
  access: ArrayAccess,
  region: Region,
): Promise<Delegation | undefined> {
  if (executor === undefined) return undefined;
  const { delegate } = await import("./delegation.ts");
  return delegate(executor, access, "write", [region]);
}

/** Writes the part of a value that lies in one chunk. */
export function writeChunk(job: WriteJob, projection: ChunkProjection): Promise<void> {
  const { access, signal, delegation } = job;
  const { coordinates, region } = projection;
  const { store, path, chain, config } = access;
  const key = access.keyOf(coordinates);
  const spec = access.specOf(coordinates);
  const place = { store: store.description, path, key, chunk: coordinates };
  const { synchronizer } = config;
  const update = { store, key, place, synchronizer, signal };
  const isWhole = replacesAll(job, region, spec.shape);
  // All that this handle knows of a chunk that hangs over the end of the array; others may have made the array longer, and
  // written there. Most such chunks are new, so where it shows when one is not, it is not read first.
  const isKnownPart = replacesAll(job, region, validShape(access, coordinates));
  const isReplaced = isWhole || (isKnownPart && store.version === undefined && synchronizer === undefined);
  // A synchronizer stays here, so a chunk that may have to be read again goes only where the store tells versions.
  if (delegation !== undefined && (isReplaced || (isKnownPart && store.version !== undefined))) {
    return inTurn(update, () => delegation.write(job, projection));
  }
  if (isReplaced) return replaceValue(update, apply);
  return updateValue(update, apply, { assumeMissing: isKnownPart });

  async function apply(stored: VersionedValue): Promise<boolean> {
    const lease = new Lease();
    try {
      return await applyWith(stored, lease);
    } finally {
      lease.release();
    }
  }

  async function applyWith(stored: VersionedValue, lease: Lease): Promise<boolean> {
    const encode = async (keepEmpty: boolean): Promise<Uint8Array | undefined> => {
      try {
        return await encodeRegion({ ...job, keepEmpty }, chain, spec, stored.bytes, region, lease);
      } catch (error) {
        throw atChunk(error, access, key, coordinates);
      }
    };
    const write = (value: Uint8Array) => writeValue(store, key, value, { signal, ifVersion: stored.version });
    const encoded = await encode(job.keepEmpty);
    if (encoded !== undefined) return write(encoded);
    // Nothing but the fill value, and a chunk that is known to be missing reads the same.
    if (stored.version === null) return stored !== assumedMissing;
    const removed = await removeVersioned(store, key, stored, { signal });
    return removed ?? write((await encode(true)) as Uint8Array);
  }
}

/** True when nothing stays of what a chunk, or its part of that shape, held before. */
function replacesAll({ value }: WriteJob, region: Region, shape: readonly number[]): boolean {
  return value.fields === undefined && coversAll(region, shape);
}

/**
 * The new bytes of a chunk, whose old ones are `old`; `undefined` when nothing is left but the fill value. They may lie in
 * memory that the lease lends.
 */
function encodeRegion(
  job: WriteJob,
  chain: CodecChain,
  spec: ChunkSpec,
  old: Uint8Array | undefined,
  region: Region,
  lease: Lease,
): MaybePromise<Uint8Array | undefined> {
  const subdivision = chain.subdivision(spec);
  return subdivision === undefined
    ? encodePlain(job, chain, spec, old, region, lease)
    : encodeInner(job, subdivision, old, region, lease);
}

async function encodePlain(
  job: WriteJob,
  chain: CodecChain,
  spec: ChunkSpec,
  old: Uint8Array | undefined,
  region: Region,
  lease: Lease,
): Promise<Uint8Array | undefined> {
  const { value, keepEmpty } = job;
  const { itemSize } = spec.dataType;
  const stride = contiguousStride(spec.shape);
  let elements: Elements;
  if (old === undefined) {
    refuseHugeChunk(spec, job.access.config.limits.chunkBytes);
    const count = elementCount(spec.shape);
    elements = itemSize === undefined ? allocateElements(itemSize, count) : lease.allocate(itemSize * count);
    if (!replacesAll(job, region, spec.shape)) fillElements(elements, spec.fillValue, itemSize);
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
  old: Uint8Array | undefined,
  region: Region,
  lease: Lease,
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
      const kept = replacesAll(job, innerRegion, inner.shape) ? undefined : parts[position];
      const innerLease = new Lease();
      try {
        const part = await encodeRegion(job, chain, inner, kept, innerRegion, innerLease);
        if (part !== undefined && isLent(part)) lease.hold(innerLease);
        parts[position] = part;
      } finally {
        innerLease.release();
      }
    },
  );
  return parts.some((part) => part !== undefined) ? subdivision.assemble(parts, lease.allocate) : undefined;
}
