import { forEachConcurrently } from "./concurrency.ts";
import { type ChunkDeliveries, type Delivery, splitDeliveries } from "./delivery.ts";
import { readChunk } from "./read-chunk.ts";
import type { ReadJob } from "./read-job.ts";

/** Reads everything that deliveries want, chunk by chunk, or what they want of some chunks. */
export async function readDeliveries(
  job: ReadJob,
  deliveries: readonly Delivery[],
  isWanted: (chunk: ChunkDeliveries) => boolean = () => true,
): Promise<void> {
  const { metadata, config } = job.access;
  await forEachConcurrently(
    splitDeliveries(deliveries, metadata.chunkGrid.dimensions),
    config.concurrency,
    (chunk) => (isWanted(chunk) ? readChunk(job, chunk) : undefined),
    job.signal,
  );
}
