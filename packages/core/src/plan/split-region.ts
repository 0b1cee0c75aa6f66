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
  yield* product(pieces, [], []);
}

/** Every combination of one piece for each axis, in C order. */
function* product(
  pieces: readonly Iterable<AxisPiece>[],
  coordinates: readonly number[],
  axes: readonly AxisProjection[],
): Generator<ChunkProjection> {
  const [first, ...rest] = pieces;
  if (first === undefined) {
    yield { coordinates, region: { kind: "box", axes } };
    return;
  }
  for (const { chunk, projection } of first) {
    const next = [
      [...coordinates, chunk],
      [...axes, projection],
    ] as const;
    if (rest.length === 0) yield { coordinates: next[0], region: { kind: "box", axes: next[1] } };
    else yield* product(rest, ...next);
  }
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

interface AxisPiece {
  readonly chunk: number;
  readonly projection: AxisProjection;
}

/** Axes cut into more pieces than this are cut anew for every pass, so that a plan never grows with the grid. */
const keptPieces = 4096;

function splitAxis(axis: AxisProjection, dimension: GridDimension): Iterable<AxisPiece> {
  if (axis.kind === "list") return splitList(axis, dimension);
  const pieces = { [Symbol.iterator]: () => splitRun(axis, dimension) };
  return Math.min(axis.count, dimension.count) <= keptPieces ? [...pieces] : pieces;
}

function* splitRun(run: AxisProjection & { kind: "run" }, dimension: GridDimension): Generator<AxisPiece> {
  const { step, count } = run;
  let done = 0;
  while (done < count) {
    const position = run.start + done * step;
    const chunk = dimension.chunkAt(position);
    const start = dimension.start(chunk);
    const room = step > 0 ? start + dimension.size(chunk) - 1 - position : position - start;
    const inside = Math.min(count - done, Math.floor(room / Math.abs(step)) + 1);
    yield {
      chunk,
      projection: { kind: "run", start: position - start, step, count: inside, target: run.target + done },
    };
    done += inside;
  }
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
