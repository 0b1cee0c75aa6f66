import { elementCount } from "../buffer/stride.ts";
import type { ChunkSpec } from "../contract/index.ts";
import { LimitExceededError } from "../error/data-error.ts";

/**
 * Refuses a chunk that would take more than `limit` bytes of memory. To be asked before the memory is allocated where
 * no stored bytes show that the chunk is as large as its metadata says.
 */
export function refuseHugeChunk({ shape, dataType }: ChunkSpec, limit: number): void {
  // Variable length: at least a pointer for each element.
  refuseHugeBytes(elementCount(shape) * (dataType.itemSize ?? 8), limit);
}

/** The same for bytes on their way through the codecs. */
export function refuseHugeBytes(bytes: number, limit: number): void {
  if (bytes <= limit) return;
  throw new LimitExceededError(`A chunk of ${bytes} bytes is larger than config.limits.chunkBytes = ${limit}`);
}
