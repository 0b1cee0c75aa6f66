import { ZarrError } from "./zarr-error.ts";

/** Stored bytes could not be turned into a chunk, or a chunk into bytes. */
export class CodecError extends ZarrError {
  override readonly code = "CODEC";
}

/** A chunk is missing and `readMissingChunks` is false. */
export class ChunkNotFoundError extends ZarrError {
  override readonly code = "CHUNK_NOT_FOUND";
}

/** A store failed. The cause is the store's own error. */
export class StoreError extends ZarrError {
  override readonly code = "STORE";
}

/** More memory would be needed than `config.limits` allows. */
export class LimitExceededError extends ZarrError {
  override readonly code = "LIMIT_EXCEEDED";
}
