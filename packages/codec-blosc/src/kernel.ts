import { decodeBlock, encodeBlock, largestBlock } from "@zarrkit/codec-base/lz4-block";
import { bitshuffle, bitunshuffle, shuffle, unshuffle } from "./shuffle.ts";

/** What is done to the elements of a block before they are compressed. */
export type Filter = "shuffle" | "bitshuffle";

/** Filters and lz4, one block at a time. */
export interface Kernel {
  /** Memory for the bytes of a block as the compressor saw them; good until the next call. */
  room(size: number): Uint8Array;
  /** Decodes an lz4 block that fills `target` exactly; throws when it does not. */
  decodeLz4(source: Uint8Array, target: Uint8Array): void;
  /** Encodes a block as lz4, unless that gets no shorter; the answer is good until the next call. */
  encodeLz4(block: Uint8Array, acceleration: number): Uint8Array | undefined;
  /** Undoes a filter. The two do not overlap. */
  restore(filter: Filter, source: Uint8Array, target: Uint8Array, typesize: number): void;
  /** The reverse; the answer is good until something else is filtered or decoded. */
  apply(filter: Filter, block: Uint8Array, typesize: number): Uint8Array;
}

/** The kernel in TypeScript. */
export const portableKernel: Kernel = {
  room: (size) => new Uint8Array(size),
  decodeLz4: decodeBlock,
  encodeLz4(block, acceleration) {
    const room = new Uint8Array(largestBlock(block.length));
    const end = encodeBlock(block, room, 0, acceleration);
    return end < block.length ? room.subarray(0, end) : undefined;
  },
  restore: (filter, source, target, typesize) =>
    (filter === "shuffle" ? unshuffle : bitunshuffle)(source, target, typesize),
  apply(filter, block, typesize) {
    const filtered = new Uint8Array(block.length);
    (filter === "shuffle" ? shuffle : bitshuffle)(block, filtered, typesize);
    return filtered;
  },
};
