import type { DataType } from "./data-type.ts";

/**
 * The elements of an array in memory.
 *
 * Fixed-size data types: bytes, `itemSize` for each element, in the host's byte order. The buffer is
 * owned by whoever holds the chunk; `byteOffset` may be anything, so a typed view needs a check first.
 * Variable-length data types: a plain array with one JavaScript value for each element.
 */
export type Elements = Uint8Array | unknown[];

/** Elements laid out as an n-dimensional array: `stride` and `offset` count elements. */
export interface Chunk {
  /** The memory that the elements lie in; it may hold others as well. */
  readonly elements: Elements;
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** Distance along each axis. */
  readonly stride: readonly number[];
  /** Position of the first element. */
  readonly offset: number;
}

/** What a chunk is at one stage of a codec chain. */
export interface ChunkSpec {
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** What the elements are. */
  readonly dataType: DataType;
  /** One element: the value of everything that is not stored, as this stage sees it. */
  readonly fillValue: Elements;
}
