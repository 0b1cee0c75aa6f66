import { elementCount } from "../buffer/stride.ts";
import type {
  ByteSource,
  Chunk,
  ChunkSpec,
  InnerChunkIndex,
  MaybePromise,
  StoreKey,
  Subdivision,
} from "../contract/index.ts";
import { ChunkNotFoundError, CodecError } from "../error/data-error.ts";
import { regularDimension } from "../grid/regular.ts";
import { chained } from "../pipeline/maybe.ts";
import { innerBytes, memorySource, storedRange } from "../pipeline/subdivided.ts";
import { type CoalescedRange, coalesce, type WantedRange } from "../plan/coalesce.ts";
import { type ChunkProjection, countChunks, splitRegion } from "../plan/split-region.ts";
import type { Region } from "../selection/region.ts";
import { readRanges, readValue } from "../store/access.ts";
import { type ArrayAccess, atChunk } from "./array-access.ts";
import { forEachConcurrently, type Gate } from "./concurrency.ts";
import { type ChunkTarget, copyFromChunk, fillTarget } from "./region-copy.ts";
import { SharedTask } from "./shared-task.ts";

/** One read under way. */
export interface ReadJob {
  readonly access: ArrayAccess;
  readonly target: ChunkTarget;
  /** Bounds the store requests of the whole read. */
  readonly gate: Gate;
  readonly signal: AbortSignal | undefined;
}

/** Where the bytes of a chunk are: a stored value, or a part of one. */
interface ChunkPlace {
  readonly key: StoreKey;
  readonly coordinates: readonly number[];
  readonly offset: number;
  /** `undefined`: to the end of the value. */
  readonly length: number | undefined;
}

/** Reads the part of a chunk that a projection names into the target. */
export function readChunk(job: ReadJob, { coordinates, region }: ChunkProjection): MaybePromise<void> {
  const { access } = job;
  const spec = access.specOf(coordinates);
  const key = access.keyOf(coordinates);
  const subdivision = access.chain.subdivision(spec);
  if (subdivision !== undefined) {
    return readSubdivided(job, subdivision, { key, coordinates, offset: 0, length: undefined }, region);
  }
  return chained(wholeChunk(job, coordinates), ({ value }) => deliver(job, value, region, coordinates, key));
}

/** Fetches and decodes a chunk, together with whoever else wants it now. `exclusive`: nobody else has it. */
export function wholeChunk(
  { access, gate, signal }: Pick<ReadJob, "access" | "gate" | "signal">,
  coordinates: readonly number[],
): MaybePromise<{ readonly value: Chunk | undefined; readonly exclusive: boolean }> {
  const key = access.keyOf(coordinates);
  const { store, chain } = access;
  return access.chunks.run(
    `${access.coordination.writes}:${key}`,
    (shared) =>
      chained(
        gate.run(() => readValue(store, key, { signal: shared })),
        (bytes) =>
          bytes === undefined ? undefined : decode(access, bytes, chain, access.specOf(coordinates), key, coordinates),
      ),
    signal,
  );
}

async function readSubdivided(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  region: Region,
): Promise<void> {
  const { access, target } = job;
  const { inner, gridShape, chain } = subdivision;
  const dimensions = gridShape.map((count, axis) =>
    regularDimension(count * (inner.shape[axis] as number), inner.shape[axis] as number),
  );
  const positionOf = (coordinates: readonly number[]): number =>
    coordinates.reduce((sum, coordinate, axis) => sum * (gridShape[axis] as number) + coordinate, 0);

  const everything = countChunks(region, dimensions) === elementCount(gridShape);
  const atOnce = everything && isSmall(access, subdivision);
  const source = sourceOf(job, place);
  const whole = atOnce ? await source.get() : undefined;
  const index = atOnce
    ? await readIndex(job, subdivision, place, memorySource(whole))
    : await knownIndex(job, subdivision, place, source);
  if (index === undefined) return missing(job, region, place);

  const wanted: WantedRange<ChunkProjection>[] = [];
  const nested: WantedRange<ChunkProjection>[] = [];
  const inMemory: { readonly bytes: Uint8Array; readonly projection: ChunkProjection }[] = [];
  for (const projection of splitRegion(region, dimensions)) {
    const range = rangeAt(job, index, positionOf(projection.coordinates), place);
    if (range === undefined) fillTarget(target, projection.region, inner.fillValue, inner.dataType.itemSize);
    else if (whole !== undefined) inMemory.push({ bytes: innerBytes(whole, range), projection });
    else if (chain.subdivision(inner) === undefined)
      wanted.push({ ...checkedRange(job, place, range), tag: projection });
    else nested.push({ ...checkedRange(job, place, range), tag: projection });
  }

  const { concurrency } = access.config;
  const { key, coordinates } = place;
  await forEachConcurrently(inMemory, concurrency, ({ bytes, projection }) =>
    chained(decode(access, bytes, chain, inner, key, coordinates), (chunk) =>
      copyFromChunk(target, projection.region, chunk, inner.dataType.itemSize),
    ),
  );
  await forEachConcurrently(nested, concurrency, ({ offset, length, tag }) => {
    const within = chain.subdivision(inner) as Subdivision;
    return readSubdivided(job, within, { key, coordinates, offset, length }, tag.region);
  });
  await forEachConcurrently(batches(job, wanted), concurrency, (batch) => readBatch(job, subdivision, place, batch));
}

/** Fetches some ranges of a value and decodes the inner chunks in them, joining those already under way. */
async function readBatch(
  job: ReadJob,
  { inner, chain }: Subdivision,
  { key, coordinates }: ChunkPlace,
  batch: readonly CoalescedRange<ChunkProjection>[],
): Promise<void> {
  const { access, gate, target, signal } = job;
  const { store } = access;
  let fetched: SharedTask<readonly (Uint8Array | undefined)[]> | undefined;
  const fetchShared = (shared: AbortSignal) => {
    if (fetched === undefined || fetched.abandoned) {
      const controller = new AbortController();
      const ranges = batch.map(({ offset, length }) => ({ offset, length }));
      const outcome = (async () => gate.run(() => readRanges(store, key, ranges, { signal: controller.signal })))();
      fetched = new SharedTask(outcome, controller);
    }
    return fetched.join(shared);
  };
  const parts = batch.flatMap((run, position) => run.parts.map((part) => ({ run, position, part })));
  // All at once, so that every part joins the one fetch; decoding is bounded by the size of a batch.
  const decoded = parts.map(({ run, position, part }) =>
    access.chunks.run(
      `${access.coordination.writes}:${key}@${part.offset}+${part.length}`,
      async (shared) => {
        const bytes = (await fetchShared(shared)).value[position];
        const start = part.offset - run.offset;
        if (bytes === undefined || bytes.length < start + part.length) {
          const found = `the value holds ${bytes === undefined ? 0 : run.offset + bytes.length} bytes`;
          const where = `bytes ${part.offset} to ${part.offset + part.length}`;
          throw atChunk(new CodecError(`An inner chunk should lie at ${where}, ${found}`), access, key, coordinates);
        }
        return decode(access, bytes.subarray(start, start + part.length), chain, inner, key, coordinates);
      },
      signal,
    ),
  );
  const results = await Promise.allSettled(decoded);
  for (const [index, result] of results.entries()) {
    if (result.status === "rejected") throw result.reason;
    const region = parts[index]?.part.tag.region as Region;
    copyFromChunk(target, region, result.value.value as Chunk, inner.dataType.itemSize);
  }
}

/** Requests, merged where close, and grouped for stores that serve several ranges in one call. */
function batches(
  { access }: ReadJob,
  wanted: readonly WantedRange<ChunkProjection>[],
): readonly (readonly CoalescedRange<ChunkProjection>[])[] {
  const { coalesceMaxGapBytes: maxGapBytes, coalesceMaxBytes: maxBytes } = access.config;
  const runs = coalesce(wanted, { maxGapBytes, maxBytes });
  if (access.store.getRanges === undefined) return runs.map((run) => [run]);
  const groups: CoalescedRange<ChunkProjection>[][] = [];
  let size = 0;
  for (const run of runs) {
    const group = groups.at(-1);
    if (group === undefined || size + run.length > maxBytes) {
      groups.push([run]);
      size = run.length;
    } else {
      group.push(run);
      size += run.length;
    }
  }
  return groups;
}

/** The index of a subdivided chunk: the one read before, where it still holds. */
async function knownIndex(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  source: ByteSource,
): Promise<InnerChunkIndex | undefined> {
  const { access, signal } = job;
  const { key, offset } = place;
  const { store, coordination, layout } = access;
  const { indexes } = coordination;
  const name = String(offset);
  const version = store.version === undefined ? undefined : await store.version(key, { signal });
  const cached = indexes.get(key, layout, version)?.byPlace.get(name);
  if (cached !== undefined) return cached;
  const { writes } = coordination;
  const index = await readIndex(job, subdivision, place, source);
  // An index read while the value was being replaced may be of the old one.
  if (index !== undefined && coordination.writes === writes) indexes.add(key, layout, version, name, index);
  return index;
}

async function readIndex(
  { access }: ReadJob,
  subdivision: Subdivision,
  { key, coordinates }: ChunkPlace,
  source: ByteSource,
): Promise<InnerChunkIndex | undefined> {
  try {
    return await subdivision.readIndex(source);
  } catch (error) {
    throw atChunk(asCodecError(error), access, key, coordinates);
  }
}

function rangeAt({ access }: ReadJob, index: InnerChunkIndex, position: number, { key, coordinates }: ChunkPlace) {
  try {
    return storedRange(index, position);
  } catch (error) {
    throw atChunk(error, access, key, coordinates);
  }
}

function asCodecError(cause: unknown): unknown {
  return cause instanceof Error && !("code" in cause) && cause.name !== "AbortError"
    ? new CodecError(cause.message, { cause })
    : cause;
}

function sourceOf({ access, gate, signal }: ReadJob, { key, offset, length }: ChunkPlace): ByteSource {
  const end = length === undefined ? undefined : offset + length;
  return {
    get(range) {
      const absolute = absoluteRange(range, offset, end);
      const options = absolute === undefined ? { signal } : { signal, range: absolute };
      return gate.run(() => readValue(access.store, key, options));
    },
  };
}

/** A range of a part of a value, as a range of the value. `end` is undefined when the part is the whole value. */
function absoluteRange(range: Parameters<ByteSource["get"]>[0], offset: number, end: number | undefined) {
  if (end === undefined) return range;
  if (range === undefined) return { offset, length: end - offset };
  if ("suffix" in range) {
    const start = Math.max(offset, end - range.suffix);
    return { offset: start, length: end - start };
  }
  const start = Math.min(offset + range.offset, end);
  return { offset: start, length: Math.min(range.length ?? end - start, end - start) };
}

/** True when a whole chunk is worth one request: it is about as large as requests may grow by merging. */
function isSmall({ config }: ArrayAccess, { inner, gridShape }: Subdivision): boolean {
  const { itemSize } = inner.dataType;
  return elementCount(gridShape) * elementCount(inner.shape) * (itemSize ?? 16) <= config.coalesceMaxBytes;
}

/** A range from an index, in the coordinates of the stored value; refused when it leaves its chunk or is absurd. */
function checkedRange({ access }: ReadJob, place: ChunkPlace, range: { offset: number; length: number }) {
  const { limits } = access.config;
  const beyond = place.length !== undefined && range.offset + range.length > place.length;
  if (beyond || range.length > limits.chunkBytes) {
    const error = new CodecError(
      `The index claims an inner chunk at bytes ${range.offset} to ${range.offset + range.length}`,
    );
    throw atChunk(error, access, place.key, place.coordinates);
  }
  return { offset: place.offset + range.offset, length: range.length };
}

function decode(
  access: ArrayAccess,
  bytes: Uint8Array,
  chain: Subdivision["chain"],
  spec: ChunkSpec,
  key: StoreKey,
  coordinates: readonly number[],
): MaybePromise<Chunk> {
  try {
    const chunk = chain.decode(bytes, spec);
    if (!(chunk instanceof Promise)) return chunk;
    return chunk.catch((error: unknown) => {
      throw atChunk(error, access, key, coordinates);
    });
  } catch (error) {
    throw atChunk(error, access, key, coordinates);
  }
}

function deliver(
  job: ReadJob,
  chunk: Chunk | undefined,
  region: Region,
  coordinates: readonly number[],
  key: StoreKey,
): void {
  if (chunk === undefined) missing(job, region, { key, coordinates, offset: 0, length: undefined });
  else copyFromChunk(job.target, region, chunk, job.access.metadata.dataType.itemSize);
}

function missing({ access, target }: ReadJob, region: Region, { key, coordinates }: ChunkPlace): void {
  const { store, path, metadata, config } = access;
  if (!config.readMissingChunks) {
    const where = { store: store.description, path, key, chunk: coordinates };
    throw new ChunkNotFoundError("The chunk is not stored, and readMissingChunks is false", where);
  }
  fillTarget(target, region, metadata.fillValue, metadata.dataType.itemSize);
}
