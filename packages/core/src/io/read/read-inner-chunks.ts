import type { Lease } from "../../buffer/scratch.ts";
import type { Chunk, DecodedSpan, MaybePromise, Subdivision } from "../../contract/index.ts";
import { CodecError } from "../../error/data-error.ts";
import { chained } from "../../pipeline/maybe.ts";
import { coalesce, type WantedRange } from "../../plan/coalesce.ts";
import { innerPosition } from "../../plan/inner-grid.ts";
import { type ArrayAccess, atChunk, requestBounds } from "../access/array-access.ts";
import { forEachConcurrently } from "../concurrency/concurrency.ts";
import { type ChunkDeliveries, deliver, placeOf, spanOf } from "../scatter/delivery.ts";
import { type ChunkPlace, taskName } from "./chunk-place.ts";
import { jointFetchesOf, ownBatches, type Ranges, type RunBatch } from "./joint-fetch.ts";
import { type ChunkName, decodeChunk, lendForChunk, type ReadJob } from "./read-job.ts";

/** An inner chunk that is wanted, and where its bytes lie in the stored value. */
export type WantedChunk = WantedRange<ChunkDeliveries>;

/** Of a store close by, the next batch is read while one is decoded; more of them would only take memory. */
const batchesNearby = 2;

/** Fetches inner chunks with as few requests as worth while, decodes them and copies what is wanted of each. */
export async function readInnerChunks(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  wanted: readonly WantedChunk[],
): Promise<void> {
  const { access } = job;
  const { concurrency } = access.config;
  const member = { job, name: place, runs: coalesce(wanted, requestBounds(access)) };
  const isFar = isDistant(access);
  const batches = isFar ? await jointFetchesOf(access).join(taskName(job, place), member) : ownBatches(member);
  const unread = new Set(batches);
  try {
    await forEachConcurrently(
      batches,
      isFar ? concurrency : Math.min(concurrency, batchesNearby),
      (batch) => {
        unread.delete(batch);
        return readBatch(job, subdivision, place, batch);
      },
      job.signal,
    );
  } finally {
    for (const { lease } of unread) lease.release();
  }
}

/** Where a request costs more than a turn of the event loop, for which a read waits to see who else comes. */
function isDistant({ store }: ArrayAccess): boolean {
  return store.bytesPerRequest === undefined && store.borrowed !== true;
}

/** Fetches some ranges of a value and decodes the inner chunks in them, joining those already under way. */
function readBatch(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  { runs, fetch, lease }: RunBatch,
): MaybePromise<void> {
  const pending: Promise<void>[] = [];
  try {
    // All at once, so that every part joins the one fetch; decoding is bounded by the size of a batch.
    for (const [position, run] of runs.entries()) {
      for (const part of run.parts) {
        const bytesOf = (ranges: Ranges) => partOf(job, place, ranges[position], run.offset, part);
        const read = readPart(job, subdivision, place, part, (signal, own) => chained(fetch(signal, own), bytesOf));
        if (read instanceof Promise) pending.push(read);
      }
    }
  } catch (error) {
    pending.push(Promise.reject(error));
  }
  if (pending.length > 0) return allEnded(pending).finally(() => lease.release());
  lease.release();
}

/** Decodes an inner chunk and copies what is wanted of it. */
function readPart(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  { offset, length, tag }: WantedChunk,
  fetch: (signal: AbortSignal | undefined, own: Lease) => MaybePromise<Uint8Array>,
): MaybePromise<void> {
  const { access, signal } = job;
  const { key, kept } = place;
  const { inner, chain } = subdivision;
  const { itemSize } = inner.dataType;
  // What is kept does not lie in anybody's result.
  const into = kept === undefined ? placeOf(tag.deliveries, inner.shape, itemSize) : undefined;
  const wanted = kept === undefined ? spanOf(tag.deliveries, inner.shape, itemSize) : undefined;
  const keep = (chunk: Chunk) =>
    kept === undefined ? chunk : kept.keep(chunk, innerPosition(subdivision, tag.coordinates));
  const decode = (bytes: Uint8Array, own: Lease, part?: DecodedSpan) =>
    chained(decodeChunk(access, bytes, chain, inner, place, lendForChunk(access, own, into, part)), keep);
  return access.chunks.run(
    taskName(job, { key, offset, length }),
    (shared, own) => {
      const bytes = fetch(shared, own);
      // While the store answers, others may come who want another part.
      return bytes instanceof Promise ? bytes.then((later) => decode(later, own)) : decode(bytes, own, wanted);
    },
    (chunk) => deliver(tag.deliveries, chunk as Chunk, itemSize, into),
    signal,
  );
}

/** The bytes of an inner chunk out of a range that was fetched. */
function partOf(
  { access }: ReadJob,
  { key, coordinates }: ChunkName,
  bytes: Uint8Array | undefined,
  runOffset: number,
  { offset, length }: WantedChunk,
): Uint8Array {
  const start = offset - runOffset;
  if (bytes !== undefined && bytes.length >= start + length) return bytes.subarray(start, start + length);
  const found = `the value holds ${bytes === undefined ? 0 : runOffset + bytes.length} bytes`;
  const where = `bytes ${offset} to ${offset + length}`;
  throw atChunk(new CodecError(`An inner chunk should lie at ${where}, ${found}`), access, key, coordinates);
}

/** Waits for all, and throws the first failure in order. */
async function allEnded(pending: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(pending)) if (result.status === "rejected") throw result.reason;
}
