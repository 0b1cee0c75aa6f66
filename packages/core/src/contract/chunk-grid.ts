import type { JsonObject } from "./json.ts";

/** One axis of a chunk grid. Coordinates are element indices along the axis, `chunk` counts chunks. */
export interface GridDimension {
  /** Length of the array along this axis. */
  readonly extent: number;
  /** How many chunks hold the extent; 0 for an empty axis. */
  readonly count: number;
  /** The chunk that holds an element, for `0 <= index < extent`. */
  chunkAt(index: number): number;
  /** First element of a chunk. */
  start(chunk: number): number;
  /** Stored length of a chunk, also where it hangs over the end of the array. */
  size(chunk: number): number;
  /** The lengths that occur, each once; codecs are checked against them when an array is opened. */
  readonly sizes: readonly number[];
  /** The length written in the metadata when all chunks share it. */
  readonly uniformSize: number | undefined;
}

/** How an array is cut into chunks: the product of its axes. Source: zarr v3 core, "Chunk grids". */
export interface ChunkGrid {
  /** The `chunk_grid` member, as stored. */
  readonly metadata: JsonObject;
  /** The grid along each axis. */
  readonly dimensions: readonly GridDimension[];
  /** The same grid over another shape of the same rank. */
  resize(shape: readonly number[]): ChunkGrid;
}
