import type { GridDimension } from "../contract/index.ts";
import type { AxisList, AxisProjection, Region } from "../selection/region.ts";
import { type AxisPiece, type ChunkProjection, product, splitRun } from "./split-box.ts";
import { countPointChunks, splitPoints } from "./split-points.ts";

/** Cuts a region along a grid, chunk by chunk in C order. Pure: no chunk is touched. */
export function splitRegion(region: Region, dimensions: readonly GridDimension[]): Generator<ChunkProjection> {
  if (region.kind === "points") return splitPoints(region, dimensions);
  return product(region.axes.map((axis, index) => splitAxis(axis, dimensions[index] as GridDimension)));
}

/** How many chunks a region touches, without listing them. */
export function countChunks(region: Region, dimensions: readonly GridDimension[]): number {
  if (region.kind === "points") return countPointChunks(region, dimensions);
  return region.axes.reduce((total, axis, index) => {
    let count = 0;
    for (const _ of splitAxis(axis, dimensions[index] as GridDimension)) count++;
    return total * count;
  }, 1);
}

function splitAxis(axis: AxisProjection, dimension: GridDimension): Iterable<AxisPiece> {
  return axis.kind === "list" ? splitList(axis, dimension) : splitRun(axis, dimension);
}

function splitList(list: AxisList, dimension: GridDimension): AxisPiece[] {
  const byChunk = new Map<number, { start: number; positions: number[]; targets: number[] }>();
  for (let index = 0; index < list.positions.length; index++) {
    const position = list.positions[index] as number;
    const chunk = dimension.chunkAt(position);
    let piece = byChunk.get(chunk);
    if (piece === undefined) {
      piece = { start: dimension.start(chunk), positions: [], targets: [] };
      byChunk.set(chunk, piece);
    }
    piece.positions.push(position - piece.start);
    piece.targets.push(list.targets[index] as number);
  }
  return [...byChunk]
    .sort(([a], [b]) => a - b)
    .map(([chunk, { positions, targets }]) => ({ chunk, projection: { kind: "list", positions, targets } }));
}

/**
 * True when a region is every element of a box of this shape that starts at the origin, so that what was
 * there before does not matter. `valid` is the shape of the chunk's part inside the array.
 */
export function coversAll(region: Region, valid: readonly number[]): boolean {
  if (region.kind === "points") return false;
  return region.axes.every((axis, index) => {
    const extent = valid[index] as number;
    if (axis.kind === "list") return new Set(axis.positions).size === extent;
    return axis.count === extent && (Math.abs(axis.step) === 1 || extent === 1);
  });
}
