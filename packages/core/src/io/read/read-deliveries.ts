import type { MaybePromise } from "../../contract/index.ts";
import type { ArrayAccess } from "../access/array-access.ts";
import { forEachConcurrently } from "../concurrency/concurrency.ts";
import { onAbort } from "../concurrency/on-abort.ts";
import { type ChunkDeliveries, type Delivery, splitDeliveries } from "../scatter/delivery.ts";
import { readChunk } from "./read-chunk.ts";
import type { ReadJob } from "./read-job.ts";

/** Reads everything that deliveries want, chunk by chunk, or what they want of some chunks. */
export async function readDeliveries(
  job: ReadJob,
  deliveries: readonly Delivery[],
  isWanted: (chunk: ChunkDeliveries) => boolean = () => true,
): Promise<void> {
  const { access, signal } = job;
  const chunks = splitDeliveries(deliveries, access.metadata.chunkGrid.dimensions);
  if (asksAhead(access)) return readAhead(job, chunks, isWanted);
  const read = (chunk: ChunkDeliveries) => (isWanted(chunk) ? readChunk(job, chunk) : undefined);
  return forEachConcurrently(chunks, access.config.concurrency, read, signal);
}

/**
 * Whether to ask for chunks before there is a turn to fetch them. Many reads of the same chunks share their fetches only
 * where they ask early enough, which pays over a network. Chunks of inner chunks have turns of their own, and a cache
 * serves those who come late.
 */
function asksAhead({ store, readSubdivided, keptChunks }: ArrayAccess): boolean {
  return store.bytesPerRequest === undefined && readSubdivided === undefined && keptChunks === undefined;
}

/** Most chunks that a read waits for. */
const maxAhead = 256;

/** Reads chunks as turns come. With the first failure, all that still wait for one leave. */
async function readAhead(
  job: ReadJob,
  chunks: Iterable<ChunkDeliveries>,
  isWanted: (chunk: ChunkDeliveries) => boolean,
): Promise<void> {
  const { signal } = job;
  const controller = new AbortController();
  const leave = (): void => controller.abort(signal?.reason);
  const fail = (error: unknown): never => {
    controller.abort(error);
    throw error;
  };
  const own = { ...job, signal: controller.signal };
  const read = (chunk: ChunkDeliveries): MaybePromise<void> => {
    const result = isWanted(chunk) ? readChunk(own, chunk) : undefined;
    return result instanceof Promise ? result.catch(fail) : result;
  };
  const stay = signal && onAbort(signal, leave);
  try {
    await forEachConcurrently(chunks, Math.max(maxAhead, job.access.config.concurrency), read, own.signal);
  } finally {
    stay?.();
  }
}
