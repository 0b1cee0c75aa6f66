import type { Chunk, Subdivision } from "../contract/index.ts";
import { CodecError } from "../error/data-error.ts";
import { type CoalescedRange, coalesce, type WantedRange } from "../plan/coalesce.ts";
import { innerPosition } from "../plan/inner-grid.ts";
import { readRanges } from "../store/read-ranges.ts";
import { atChunk } from "./array-access.ts";
import { type ChunkPlace, taskName } from "./chunk-place.ts";
import { forEachConcurrently } from "./concurrency.ts";
import { type ChunkDeliveries, type Delivery, deliver } from "./delivery.ts";
import { decodeChunk, type ReadJob } from "./read-job.ts";
import { SharedTask } from "./shared-task.ts";

/** An inner chunk that is wanted, and where its bytes lie in the stored value. */
export type WantedChunk = WantedRange<ChunkDeliveries>;

/** Fetches inner chunks with as few requests as worth while, decodes them and copies what is wanted of each. */
export async function readInnerChunks(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  wanted: readonly WantedChunk[],
): Promise<void> {
  await forEachConcurrently(batches(job, wanted), job.access.config.concurrency, (batch) =>
    readBatch(job, subdivision, place, batch),
  );
}

/** Fetches some ranges of a value and decodes the inner chunks in them, joining those already under way. */
async function readBatch(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  batch: readonly CoalescedRange<ChunkDeliveries>[],
): Promise<void> {
  const { access, gate, signal } = job;
  const { store } = access;
  const { key, coordinates, kept } = place;
  const { inner, chain } = subdivision;
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
      taskName(job, { key, offset: part.offset, length: part.length }, kept?.version),
      async (shared) => {
        const bytes = (await fetchShared(shared)).value[position];
        const start = part.offset - run.offset;
        if (bytes === undefined || bytes.length < start + part.length) {
          const found = `the value holds ${bytes === undefined ? 0 : run.offset + bytes.length} bytes`;
          const where = `bytes ${part.offset} to ${part.offset + part.length}`;
          throw atChunk(new CodecError(`An inner chunk should lie at ${where}, ${found}`), access, key, coordinates);
        }
        const chunk = await decodeChunk(access, bytes.subarray(start, start + part.length), chain, inner, place);
        return kept === undefined ? chunk : kept.keep(chunk, innerPosition(subdivision, part.tag.coordinates));
      },
      signal,
    ),
  );
  const results = await Promise.allSettled(decoded);
  for (const [index, result] of results.entries()) {
    if (result.status === "rejected") throw result.reason;
    const deliveries = parts[index]?.part.tag.deliveries as readonly Delivery[];
    deliver(deliveries, result.value.value as Chunk, inner.dataType.itemSize);
  }
}

/** Requests, merged where close, and grouped for stores that serve several ranges in one call. */
function batches(
  { access }: ReadJob,
  wanted: readonly WantedChunk[],
): readonly (readonly CoalescedRange<ChunkDeliveries>[])[] {
  const { coalesceMaxGapBytes: maxGapBytes, coalesceMaxBytes: maxBytes } = access.config;
  const runs = coalesce(wanted, { maxGapBytes, maxBytes });
  if (access.store.getRanges === undefined) return runs.map((run) => [run]);
  const groups: CoalescedRange<ChunkDeliveries>[][] = [];
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
