import { Lease } from "../../buffer/scratch.ts";
import { elementCount } from "../../buffer/stride.ts";
import type { Chunk, Executor } from "../../contract/index.ts";
import { firstSpec } from "../../metadata/chunk-spec.ts";
import type { ChunkProjection } from "../../plan/split-box.ts";
import { splitRegion } from "../../plan/split-region.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import type { Region } from "../../selection/region.ts";
import { requireWritable, writeValue } from "../../store/access.ts";
import { assumedMissing, removeVersioned, type VersionedValue } from "../../store/versioned-value.ts";
import { type ArrayAccess, atChunk, validShape } from "../access/array-access.ts";
import { forEachConcurrently } from "../concurrency/concurrency.ts";
import { inTurn, replaceValue, updateValue } from "../coordination/update-value.ts";
import type { Delegation } from "../delegate/delegation.ts";
import type { FieldLayout } from "../scatter/region-copy.ts";
import { placeResult } from "../scatter/result-layout.ts";
import type { ChunkTarget } from "../scatter/scatter.ts";
import { encodeRegion, replacesAll } from "./encode-region.ts";

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
  // One more where others encode: it waits for the first who is done.
  await forEachConcurrently(
    splitRegion(region, access.metadata.chunkGrid.dimensions),
    chunksAtATime(access) + (job.delegation === undefined ? 0 : 1),
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
  const { delegate } = await access.loadSpecialReads();
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
  const isWhole = replacesAll(job.value, region, spec.shape);
  // All that this handle knows of a chunk that hangs over the end of the array; others may have made the array longer, and
  // written there. Most such chunks are new, so where it shows when one is not, it is not read first.
  const isKnownPart = replacesAll(job.value, region, validShape(access, coordinates));
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
    const encoding = (keepEmpty: boolean) => ({ value: job.value, keepEmpty, config });
    const encode = async (keepEmpty: boolean): Promise<Uint8Array | undefined> => {
      try {
        return await encodeRegion(encoding(keepEmpty), chain, spec, stored.bytes, region, lease);
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
