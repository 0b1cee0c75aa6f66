import type { MaybePromise } from "@zarrkit/core/contract";

/** What the codec asks of an implementation of zstd. Both answers own their memory. */
export interface ZstandardLibrary {
  /** One frame with its content size in the header. `blocking`: the work may hold up the thread. */
  compress(bytes: Uint8Array, level: number, checksum: boolean, blocking?: boolean): MaybePromise<Uint8Array>;
  /**
   * Decodes exactly one frame, whose headers have been checked.
   *
   * @param size - The length of the answer where the frame declares it.
   * @param limit - The most bytes that may come out; more is an error.
   * @param blocking - Whether the work may hold up the thread.
   */
  decompress(frame: Uint8Array, size: number | undefined, limit: number, blocking?: boolean): MaybePromise<Uint8Array>;
}
