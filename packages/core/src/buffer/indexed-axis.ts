import type { PositionTable } from "./indexed-loop.ts";
import { mergeDimensions } from "./stride.ts";

/**
 * Where the indices of one axis lie, in elements: evenly from `start`, or as a list names them. The offsets of
 * all axes add up, so strides are already multiplied in.
 */
export type AxisOffsets = ArrayLike<number> | { readonly start: number; readonly step: number };

/** One side of an axis. */
export interface AxisPositions {
  /** Distance between neighbours, where it is the same everywhere. */
  readonly step: number | undefined;
  /** The offsets, where it is not. */
  readonly list: ArrayLike<number> | undefined;
  /** Offset of index 0. */
  readonly start: number;
  readonly first: number;
  readonly last: number;
  /** All distances between indices, joined with `|`: tells by which powers of two they can be divided. */
  readonly bits: number;
}

export interface IndexedAxis {
  readonly length: number;
  readonly source: AxisPositions;
  readonly target: AxisPositions;
}

interface StridedAxis {
  readonly length: number;
  readonly source: AxisPositions & { readonly step: number };
  readonly target: AxisPositions & { readonly step: number };
}

export function isStrided(axis: IndexedAxis): axis is StridedAxis {
  return axis.source.step !== undefined && axis.target.step !== undefined;
}

/**
 * Reads the offsets of one side, and the lowest and highest position they add up to.
 *
 * @throws RangeError when a list does not fit its axis.
 */
export function axisRange(
  offsets: readonly AxisOffsets[],
  shape: readonly number[],
  role: string,
): { axes: AxisPositions[]; start: number; first: number; last: number } {
  if (offsets.length !== shape.length) {
    throw new RangeError(`A copy over ${shape.length} axes has offsets for ${offsets.length} axes of its ${role}`);
  }
  const range = { axes: [] as AxisPositions[], start: 0, first: 0, last: 0 };
  for (let i = 0; i < shape.length; i++) {
    const length = shape[i] as number;
    const axis = offsets[i] as AxisOffsets;
    if ("length" in axis && axis.length !== length) {
      throw new RangeError(`Axis ${i} of a copy has length ${length}, but ${axis.length} offsets into its ${role}`);
    }
    const positions = "length" in axis ? listPositions(axis) : stepPositions(axis.start, axis.step, length);
    range.axes.push(positions);
    range.start += positions.start;
    range.first += positions.first;
    range.last += positions.last;
  }
  return range;
}

/** Pairs both sides, and joins neighbouring axes that are even on both. Axes of length 1 go. */
export function indexedAxes(
  shape: readonly number[],
  source: readonly AxisPositions[],
  target: readonly AxisPositions[],
): IndexedAxis[] {
  const axes: IndexedAxis[] = [];
  let even: StridedAxis[] = [];
  const join = (): void => {
    const merged = mergeDimensions(
      even.map((axis) => axis.length),
      even.map((axis) => axis.source.step),
      even.map((axis) => axis.target.step),
    );
    const [sources, targets] = merged.strides as [number[], number[]];
    for (let i = 0; i < merged.shape.length; i++) {
      const length = merged.shape[i] as number;
      axes.push({
        length,
        source: stepPositions(0, sources[i] as number, length),
        target: stepPositions(0, targets[i] as number, length),
      });
    }
    even = [];
  };
  for (let i = 0; i < shape.length; i++) {
    const axis = {
      length: shape[i] as number,
      source: source[i] as AxisPositions,
      target: target[i] as AxisPositions,
    };
    if (isStrided(axis)) {
      even.push(axis);
    } else {
      join();
      axes.push(axis);
    }
  }
  join();
  return axes;
}

/** Distances of all elements of some axes from the lowest one, in C order, multiplied by `scale` into units. */
export function positionTable(axes: readonly IndexedAxis[], side: "source" | "target", scale: number): PositionTable {
  let table: PositionTable | undefined;
  for (let a = axes.length - 1; a >= 0; a--) {
    const { length, [side]: positions } = axes[a] as IndexedAxis;
    const distances = axisTable(positions, length, scale);
    table = table === undefined ? distances : addTables(distances, table);
  }
  return table ?? new Int32Array(1);
}

function axisTable({ step, list, start, first, last }: AxisPositions, length: number, scale: number): PositionTable {
  const table = emptyTable(length, (last - first) * scale);
  if (list === undefined) {
    const stride = (step as number) * scale;
    let distance = (start - first) * scale;
    for (let i = 0; i < length; i++, distance += stride) table[i] = distance;
  } else {
    for (let i = 0; i < length; i++) table[i] = ((list[i] as number) - first) * scale;
  }
  return table;
}

/** Every sum of an entry of one table and an entry of another, the second changing faster. */
function addTables(outer: PositionTable, inner: PositionTable): PositionTable {
  const { length } = inner;
  const highest = highestOf(outer) + highestOf(inner);
  const table = emptyTable(outer.length * length, highest);
  for (let i = 0; i < outer.length; i++) {
    const base = outer[i] as number;
    for (let k = 0; k < length; k++) table[i * length + k] = base + (inner[k] as number);
  }
  return table;
}

function highestOf(table: PositionTable): number {
  let highest = 0;
  for (let i = 0; i < table.length; i++) highest = Math.max(highest, table[i] as number);
  return highest;
}

function emptyTable(length: number, highest: number): PositionTable {
  return highest < 2 ** 31 ? new Int32Array(length) : new Float64Array(length);
}

function stepPositions(start: number, step: number, length: number): AxisPositions {
  const end = start + (length - 1) * step;
  return {
    step,
    list: undefined,
    start,
    first: Math.min(start, end),
    last: Math.max(start, end),
    bits: length > 1 ? step : 0,
  };
}

function listPositions(list: ArrayLike<number>): AxisPositions {
  const start = list[0] as number;
  const step = evenStep(list);
  if (step !== undefined) return stepPositions(start, step, list.length);
  let first = start;
  let last = start;
  let bits = 0;
  // The sum is whole only if every offset is; infinite and NaN offsets make it neither.
  let fraction = 0;
  for (let i = 0; i < list.length; i++) {
    const offset = list[i] as number;
    if (offset < first) first = offset;
    if (offset > last) last = offset;
    bits |= offset - start;
    fraction += Math.abs(offset % 1);
  }
  if (fraction !== 0) throw new RangeError("Offsets of a copy must be whole numbers");
  return { step: undefined, list, start, first, last, bits };
}

/** The distance between neighbours, where it is the same all along. */
function evenStep(list: ArrayLike<number>): number | undefined {
  if (list.length < 2) return 0;
  const step = (list[1] as number) - (list[0] as number);
  for (let i = 2; i < list.length; i++) {
    if ((list[i] as number) - (list[i - 1] as number) !== step) return undefined;
  }
  return step;
}
