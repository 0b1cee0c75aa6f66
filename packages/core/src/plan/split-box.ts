import type { GridDimension } from "../contract/index.ts";
import type { AxisProjection, AxisRun, BoxRegion, Region } from "../selection/region.ts";

/** The part of a region that lies in one chunk, in coordinates of that chunk. */
export interface ChunkProjection {
  readonly coordinates: readonly number[];
  readonly region: Region;
}

/** The part of an axis that lies in one chunk. */
export interface AxisPiece {
  readonly chunk: number;
  readonly projection: AxisProjection;
}

/** Cuts a box of runs along a grid, chunk by chunk in C order. Pure: no chunk is touched. */
export function splitRuns(
  { axes }: BoxRegion<AxisRun>,
  dimensions: readonly GridDimension[],
): Generator<ChunkProjection> {
  return product(axes.map((axis, index) => splitRun(axis, dimensions[index] as GridDimension)));
}

/** Every combination of one piece for each axis, in C order. */
export function* product(
  pieces: readonly Iterable<AxisPiece>[],
  coordinates: readonly number[] = [],
  axes: readonly AxisProjection[] = [],
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

/** Axes cut into more pieces than this are cut anew for every pass, so that a plan never grows with the grid. */
const keptPieces = 4096;

/** Cuts a run along its axis. The pieces can be gone through several times. */
export function splitRun(run: AxisRun, dimension: GridDimension): Iterable<AxisPiece> {
  const pieces = { [Symbol.iterator]: () => runPieces(run, dimension) };
  return Math.min(run.count, dimension.count) <= keptPieces ? [...pieces] : pieces;
}

function* runPieces(run: AxisRun, dimension: GridDimension): Generator<AxisPiece> {
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
