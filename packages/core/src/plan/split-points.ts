import type { GridDimension } from "../contract/index.ts";
import type { PointRegion } from "../selection/region.ts";

/** Points that lie in one chunk, in coordinates of that chunk and in the order they were given. */
export interface PointPiece {
  readonly coordinates: readonly number[];
  readonly region: PointRegion;
}

/** Cuts points along a grid. Work and memory grow with the points, whatever the size of the grid. */
export function* splitPoints(
  { axes, targets }: PointRegion,
  dimensions: readonly GridDimension[],
): Generator<PointPiece> {
  const { order, ends } = groupPoints(axes, targets.length, dimensions);
  let from = 0;
  for (const to of ends) {
    const points = order.subarray(from, to);
    from = to;
    const first = points[0] as number;
    const coordinates = dimensions.map((dimension, axis) => dimension.chunkAt(at(axes[axis], first)));
    const local = dimensions.map((dimension, axis) => {
      return pick(axes[axis], points, dimension.start(coordinates[axis] as number));
    });
    yield { coordinates, region: { kind: "points", axes: local, targets: pick(targets, points, 0) } };
  }
}

/** How many chunks of a grid hold points. */
export function countPointChunks({ axes, targets }: PointRegion, dimensions: readonly GridDimension[]): number {
  return new Set(chunkNumbers(axes, targets.length, dimensions)).size;
}

interface PointGroups {
  /** The points, group by group. */
  readonly order: Uint32Array;
  /** Where each group ends in `order`. */
  readonly ends: readonly number[];
}

/** Sorts points by chunk in linear time; points of one chunk keep their order. */
function groupPoints(axes: PointRegion["axes"], count: number, dimensions: readonly GridDimension[]): PointGroups {
  const numbers = chunkNumbers(axes, count, dimensions);
  const sizes = new Map<number, number>();
  for (let point = 0; point < count; point++) {
    const chunk = numbers[point] as number;
    sizes.set(chunk, (sizes.get(chunk) ?? 0) + 1);
  }
  const ends: number[] = [];
  const next = new Map<number, number>();
  let end = 0;
  for (const [chunk, size] of [...sizes].sort(([a], [b]) => a - b)) {
    next.set(chunk, end);
    end += size;
    ends.push(end);
  }
  const order = new Uint32Array(count);
  for (let point = 0; point < count; point++) {
    const chunk = numbers[point] as number;
    const place = next.get(chunk) as number;
    order[place] = point;
    next.set(chunk, place + 1);
  }
  return { order, ends };
}

/**
 * A number for each point, equal where the chunk is: its position in the grid, or where a grid has more chunks than
 * numbers are exact, a rank among the chunks that occur.
 */
function chunkNumbers(axes: PointRegion["axes"], count: number, dimensions: readonly GridDimension[]): Float64Array {
  const numbers = new Float64Array(count);
  const chunks = new Float64Array(count);
  let total = 1;
  for (const [axis, dimension] of dimensions.entries()) {
    for (let point = 0; point < count; point++) chunks[point] = dimension.chunkAt(at(axes[axis], point));
    let length = dimension.count;
    if (total * length > Number.MAX_SAFE_INTEGER) {
      total = rank(numbers);
      length = rank(chunks);
    }
    for (let point = 0; point < count; point++) {
      numbers[point] = (numbers[point] as number) * length + (chunks[point] as number);
    }
    total *= length;
  }
  return numbers;
}

/** Replaces values by small numbers, equal where they are. Answers how many there are. */
function rank(values: Float64Array): number {
  const ranks = new Map<number, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    let number = ranks.get(value);
    if (number === undefined) {
      number = ranks.size;
      ranks.set(value, number);
    }
    values[i] = number;
  }
  return ranks.size;
}

function pick(list: readonly number[] | undefined, points: Uint32Array, origin: number): number[] {
  const picked: number[] = [];
  for (let i = 0; i < points.length; i++) picked.push(at(list, points[i] as number) - origin);
  return picked;
}

function at(list: readonly number[] | undefined, index: number): number {
  return list?.[index] as number;
}
