import type { GridDimension } from "../../contract/index.ts";
import { ArrayIndexError } from "../../error/usage-error.ts";
import type { ErrorPlace } from "../../error/zarr-error.ts";
import { toInteger, wrapIndex } from "../../selection/index-value.ts";

/** Where a chunk lies along one axis, in elements. */
export interface ChunkRange {
  readonly start: number;
  /** Stored length. */
  readonly size: number;
  /** Where its part inside the array ends. */
  readonly end: number;
}

/** Finds a chunk by its coordinates, which may count from the end. Throws `ArrayIndexError` or `BoundsCheckError`. */
export function chunkRanges(
  coordinates: readonly (number | bigint)[],
  dimensions: readonly GridDimension[],
  place: ErrorPlace,
): ChunkRange[] {
  if (coordinates.length !== dimensions.length) {
    throw new ArrayIndexError(
      `getChunk() needs ${dimensions.length} chunk coordinates, found ${coordinates.length}`,
      place,
    );
  }
  return dimensions.map((dimension, axis) => {
    const coordinate = toInteger(coordinates[axis], `The chunk coordinate for axis ${axis}`);
    const chunk = wrapIndex(coordinate, dimension.count, axis, "chunks");
    const start = dimension.start(chunk);
    const size = dimension.size(chunk);
    return { start, size, end: Math.min(start + size, dimension.extent) };
  });
}
