import type { GridDimension, Subdivision } from "../contract/index.ts";
import { regularDimension } from "../grid/regular.ts";

/** The grid of a chunk's inner chunks, in elements of the chunk. */
export function innerDimensions({ inner, gridShape }: Subdivision): readonly GridDimension[] {
  return gridShape.map((count, axis) => {
    const size = inner.shape[axis] as number;
    return regularDimension(count * size, size);
  });
}

/** Position of an inner chunk in C order. */
export function innerPosition({ gridShape }: Subdivision, coordinates: readonly number[]): number {
  return coordinates.reduce((position, at, axis) => position * (gridShape[axis] as number) + at, 0);
}
