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

/**
 * The coordinates of a chunk of a grid, from those that may count from the end. Throws `ArrayIndexError` or
 * `BoundsCheckError`.
 */
export function chunkCoordinates(
  coordinates: readonly (number | bigint)[],
  dimensions: readonly GridDimension[],
  place: ErrorPlace,
): number[] {
  if (coordinates.length !== dimensions.length) {
    throw new ArrayIndexError(`A chunk has ${dimensions.length} coordinates, found ${coordinates.length}`, place);
  }
  return dimensions.map((dimension, axis) => {
    const coordinate = toInteger(coordinates[axis], `The chunk coordinate for axis ${axis}`);
    return wrapIndex(coordinate, dimension.count, axis, "chunks");
  });
}

/** Finds a chunk by its coordinates; see {@link chunkCoordinates}. */
export function chunkRanges(
  coordinates: readonly (number | bigint)[],
  dimensions: readonly GridDimension[],
  place: ErrorPlace,
): ChunkRange[] {
  const chunks = chunkCoordinates(coordinates, dimensions, place);
  return dimensions.map((dimension, axis) => {
    const chunk = chunks[axis] as number;
    const start = dimension.start(chunk);
    const size = dimension.size(chunk);
    return { start, size, end: Math.min(start + size, dimension.extent) };
  });
}
