import type { Allocate, MaybePromise } from "@zarrkit/core/contract";

/** What the codec asks of an implementation of zstd. Answers own their memory, or lie in what was lent. */
export interface ZstandardLibrary {
  /**
   * One frame with its content size in the header.
   *
   * @param blocking - Whether the work may hold up the thread.
   * @param allocate - Lends memory for the answer.
   */
  compress(
    bytes: Uint8Array,
    level: number,
    checksum: boolean,
    blocking?: boolean,
    allocate?: Allocate,
  ): MaybePromise<Uint8Array>;
  /**
   * Whether whoever asks had best decode output of so many bytes at once, which `decompress` does when it may hold up the
   * thread. They take turns with other threads, so who is told so does it. Absent where nothing is ever decoded at once.
   */
  decodesAtOnce?(byteLength: number): boolean;
  /**
   * Decodes exactly one frame, whose headers have been checked.
   *
   * @param size - The length of the answer where the frame declares it.
   * @param limit - The most bytes that may come out; more is an error.
   * @param blocking - Whether the work may hold up the thread.
   * @param into - Memory that may be filled and answered where the output is exactly as long.
   */
  decompress(
    frame: Uint8Array,
    size: number | undefined,
    limit: number,
    blocking?: boolean,
    into?: Uint8Array,
  ): MaybePromise<Uint8Array>;
}
