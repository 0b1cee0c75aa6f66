import type { GridDimension } from "../contract/index.ts";
import type { AxisProjection, Region } from "../selection/region.ts";
import { countPointChunks, splitPoints } from "./split-points.ts";

/** The part of a region that lies in one chunk, in coordinates of that chunk. */
export interface ChunkProjection {
  readonly coordinates: readonly number[];
  readonly region: Region;
}

/** Cuts a region along a grid, chunk by chunk in C order. Pure: no chunk is touched. */
export function* splitRegion(region: Region, dimensions: readonly GridDimension[]): Generator<ChunkProjection> {
  if (region.kind === "points") {
    yield* splitPoints(region, dimensions);
    return;
  }
  const pieces = region.axes.map((axis, index) => splitAxis(axis, dimensions[index] as GridDimension));
  if (pieces.some((list) => list.length === 0)) return;
  const at = pieces.map(() => 0);
  for (;;) {
    const current = pieces.map((list, axis) => list[at[axis] as number] as AxisPiece);
    yield {
      coordinates: current.map((piece) => piece.chunk),
      region: { kind: "box", axes: current.map((piece) => piece.projection) },
    };
    let axis = pieces.length - 1;
    while (axis >= 0 && ++(at[axis] as number) === (pieces[axis] as AxisPiece[]).length) at[axis--] = 0;
    if (axis < 0) return;
  }
}

/** How many chunks a region touches, without listing them. */
export function countChunks(region: Region, dimensions: readonly GridDimension[]): number {
  if (region.kind === "points") return countPointChunks(region, dimensions);
  return region.axes.reduce((product, axis, index) => {
    return product * splitAxis(axis, dimensions[index] as GridDimension).length;
  }, 1);
}

interface AxisPiece {
  readonly chunk: number;
  readonly projection: AxisProjection;
}

function splitAxis(axis: AxisProjection, dimension: GridDimension): AxisPiece[] {
  return axis.kind === "run" ? splitRun(axis, dimension) : splitList(axis, dimension);
}

function splitRun(run: AxisProjection & { kind: "run" }, dimension: GridDimension): AxisPiece[] {
  const pieces: AxisPiece[] = [];
  const { step, count } = run;
  let done = 0;
  while (done < count) {
    const position = run.start + done * step;
    const chunk = dimension.chunkAt(position);
    const start = dimension.start(chunk);
    const room = step > 0 ? start + dimension.size(chunk) - 1 - position : position - start;
    const inside = Math.min(count - done, Math.floor(room / Math.abs(step)) + 1);
    pieces.push({
      chunk,
      projection: { kind: "run", start: position - start, step, count: inside, target: run.target + done },
    });
    done += inside;
  }
  return pieces;
}

function splitList(list: AxisProjection & { kind: "list" }, dimension: GridDimension): AxisPiece[] {
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
