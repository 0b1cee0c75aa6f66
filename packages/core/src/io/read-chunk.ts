import type { Chunk, MaybePromise, Subdivision } from "../contract/index.ts";
import { chained } from "../pipeline/maybe.ts";
import { readValue } from "../store/access.ts";
import { type ChunkDeliveries, deliver } from "./delivery.ts";
import { decodeChunk, type ReadJob, readMissing } from "./read-job.ts";
import type { SharedResult } from "./shared-task.ts";

/** Reads what is wanted of a chunk. */
export function readChunk(job: ReadJob, { coordinates, deliveries }: ChunkDeliveries): MaybePromise<void> {
  const { access } = job;
  const { chain, readSubdivided } = access;
  const key = access.keyOf(coordinates);
  if (readSubdivided !== undefined) {
    const subdivision = chain.subdivision(access.specOf(coordinates)) as Subdivision;
    return chained(access.keptChunks?.(job, key), (kept) =>
      readSubdivided(job, subdivision, { key, coordinates, offset: 0, length: undefined, kept }, deliveries),
    );
  }
  return chained(wholeChunk(job, coordinates), ({ value: chunk }) => {
    if (chunk === undefined) readMissing(job, deliveries, { key, coordinates });
    else deliver(deliveries, chunk, access.metadata.dataType.itemSize);
  });
}

/**
 * Fetches and decodes a chunk, together with whoever else wants it now, unless it is kept already. `exclusive`: nobody
 * else has it.
 */
export function wholeChunk(
  job: Pick<ReadJob, "access" | "gate" | "signal">,
  coordinates: readonly number[],
): MaybePromise<SharedResult<Chunk | undefined>> {
  const { access, gate, signal } = job;
  const key = access.keyOf(coordinates);
  const { store, chain } = access;
  const fetch = (shared: AbortSignal) =>
    chained(
      gate.run(() => readValue(store, key, { signal: shared })),
      (bytes) => bytes && decodeChunk(access, bytes, chain, access.specOf(coordinates), { key, coordinates }),
    );
  return chained(access.keptChunks?.(job, key), (kept) => {
    const name = `${access.coordination.writes}:${kept?.version ?? ""}:${key}`;
    if (kept === undefined) return access.chunks.run(name, fetch, signal);
    const found = kept.find();
    if (found !== undefined) return { value: found.chunk, exclusive: false };
    const shared = access.chunks.run(name, (own) => chained(fetch(own), (chunk) => kept.keep(chunk)), signal);
    return chained(shared, ({ value }) => ({ value, exclusive: false }));
  });
}
