import type { ChunkSpec } from "./chunk.ts";
import type { Allocate, CodecChain } from "./codec.ts";
import type { MaybePromise } from "./json.ts";
import type { ByteRange } from "./store.ts";

/** Bytes that can be read in part: a stored value, or a part of one. */
export interface ByteSource {
  /** Clipped to what is there; `undefined` when the value is missing. */
  get(range?: ByteRange): MaybePromise<Uint8Array | undefined>;
}

/** Where the inner chunks of one encoded chunk lie. `position` counts inner chunks in C order. */
export interface InnerChunkIndex {
  /** Bytes from the start of the encoded chunk, or `undefined` when the inner chunk is not stored. */
  range(position: number): { readonly offset: number; readonly length: number } | undefined;
  /** Memory that the index holds, for caches. */
  readonly byteLength: number;
}

/** One chunk as a grid of inner chunks. Source: zarr v3 `sharding_indexed`. */
export interface Subdivision {
  /** The spec of every inner chunk. */
  readonly inner: ChunkSpec;
  /** How many inner chunks lie along each axis. */
  readonly gridShape: readonly number[];
  /** Encodes one inner chunk. */
  readonly chain: CodecChain;
  /** Reads the index with one request; `undefined` when the value is missing. Throws when the index is damaged. */
  readIndex(source: ByteSource): MaybePromise<InnerChunkIndex | undefined>;
  /** Where {@link assemble} lays the first inner chunk; the others follow it without gaps. */
  readonly firstOffset?: number | undefined;
  /**
   * Lays out encoded inner chunks, in C order of the grid, `undefined` for those not stored, be it all of
   * them.
   *
   * @param allocate - Lends memory for the answer. With {@link firstOffset} it may be memory in which all chunks lie where
   * they belong already.
   */
  assemble(chunks: readonly (Uint8Array | undefined)[], allocate?: Allocate): MaybePromise<Uint8Array>;
}
