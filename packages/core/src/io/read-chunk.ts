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
    return readSubdivided(job, subdivision, { key, coordinates, offset: 0, length: undefined }, deliveries);
  }
  return chained(wholeChunk(job, coordinates), ({ value: chunk }) => {
    if (chunk === undefined) readMissing(job, deliveries, { key, coordinates });
    else deliver(deliveries, chunk, access.metadata.dataType.itemSize);
  });
}

/** Fetches and decodes a chunk, together with whoever else wants it now. `exclusive`: nobody else has it. */
export function wholeChunk(
  { access, gate, signal }: Pick<ReadJob, "access" | "gate" | "signal">,
  coordinates: readonly number[],
): MaybePromise<SharedResult<Chunk | undefined>> {
  const key = access.keyOf(coordinates);
  const { store, chain } = access;
  return access.chunks.run(
    `${access.coordination.writes}:${key}`,
    (shared) =>
      chained(
        gate.run(() => readValue(store, key, { signal: shared })),
        (bytes) => bytes && decodeChunk(access, bytes, chain, access.specOf(coordinates), { key, coordinates }),
      ),
    signal,
  );
}
