import { ZarrError, type ZarrErrorOptions } from "./zarr-error.ts";

/** Stored bytes could not be turned into a chunk, or a chunk into bytes. */
export class CodecError extends ZarrError {
  override readonly code = "CODEC";
  override readonly name = "CodecError";
}

/** A chunk is missing and `readMissingChunks` is false. */
export class ChunkNotFoundError extends ZarrError {
  override readonly code = "CHUNK_NOT_FOUND";
  override readonly name = "ChunkNotFoundError";
}

/** A store failed. The cause is the store's own error, which tells about the request where there was one. */
export class StoreError extends ZarrError {
  override readonly code = "STORE";
  override readonly name = "StoreError";
  /** Status of the answer. */
  readonly status: number | undefined;
  /** Address of the request. */
  readonly url: string | undefined;
  /** How often it was made. */
  readonly attempts: number | undefined;

  constructor(message: string, options: ZarrErrorOptions = {}) {
    super(message, options);
    // Stores do not know this class, so theirs is any error with such members.
    const { status, url, attempts } = Object(options.cause) as Readonly<Record<string, unknown>>;
    this.status = typeof status === "number" ? status : undefined;
    this.url = typeof url === "string" ? url : undefined;
    this.attempts = typeof attempts === "number" ? attempts : undefined;
  }
}

/** Others changed a value each time while it was read or changed. What is stored is theirs, whole. */
export class ConflictError extends ZarrError {
  override readonly code = "CONFLICT";
  override readonly name = "ConflictError";
  /** How often it was tried. */
  readonly attempts: number;

  constructor(message: string, { attempts = 1, ...options }: ZarrErrorOptions & { readonly attempts?: number } = {}) {
    super(message, options);
    this.attempts = attempts;
  }
}

/** More memory would be needed than `config.limits` allows. */
export class LimitExceededError extends ZarrError {
  override readonly code = "LIMIT_EXCEEDED";
  override readonly name = "LimitExceededError";
}

/** A thread that was at work for us ended, or could not begin. What it was doing is not done. */
export class WorkerError extends ZarrError {
  override readonly code = "WORKER";
  override readonly name = "WorkerError";
}
