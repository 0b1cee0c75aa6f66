import type { Allocate } from "@zarrkit/core/contract";
import { free } from "./free-memory.ts";

/**
 * What `node:zlib` put out into a buffer of `room` bytes: moved to `into` where it fits, else in memory of its own.
 *
 * The memory of a buffer that was moved is free at once. Left to the garbage collector, which comes late, it would take
 * fresh memory for every chunk, and the first touch of that takes longer than the copy.
 */
export function takeOutput(output: Uint8Array, room: number, into: Uint8Array | undefined): Uint8Array {
  if (into?.length !== output.length) return own(output);
  into.set(output);
  // Of another length it may be a pool of Node's.
  if (output.buffer.byteLength === room) free(output.buffer);
  return into;
}

/**
 * The same for output whose length nobody knew: moved to memory that is lent for it. The buffer, made for the longest
 * output there can be, is free at once.
 */
export function handOver(output: Uint8Array, room: number, allocate: Allocate | undefined): Uint8Array {
  if (allocate === undefined) return own(output);
  return takeOutput(output, room, allocate(output.length));
}

/** Memory of its own: small buffers live in a pool, and long ones may keep much spare room alive. */
export function own(buffer: Uint8Array): Uint8Array {
  const isSnug = buffer.buffer.byteLength <= buffer.byteLength + (buffer.byteLength >> 2) + 1024;
  const view = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  return isSnug && buffer.byteLength > 4096 ? view : view.slice();
}
