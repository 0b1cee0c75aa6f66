import type { AxisProjection, Region } from "./region.ts";

/** A selection as the plan wants it: only non-negative positions, and where each element goes. */
export interface NormalizedSelection {
  readonly region: Region;
  /** Shape of the result. */
  readonly shape: readonly number[];
  /**
   * For each axis of the array the axis of the result, `undefined` where an integer dropped it. Empty for points,
   * whose targets count the elements of the result in C order.
   */
  readonly resultAxes: readonly (number | undefined)[];
}

/** One axis of a box selection. */
export interface AxisSelection {
  readonly projection: AxisProjection;
  readonly count: number;
  /** True when an integer selects one element and the axis disappears from the result. */
  readonly dropped: boolean;
}

/** The product of selections along each axis. */
export function boxSelection(axes: readonly AxisSelection[]): NormalizedSelection {
  let resultAxis = 0;
  return {
    region: { kind: "box", axes: axes.map((axis) => axis.projection) },
    shape: axes.filter((axis) => !axis.dropped).map((axis) => axis.count),
    resultAxes: axes.map((axis) => (axis.dropped ? undefined : resultAxis++)),
  };
}

/** Single elements, in C order of the result. `axes` holds their coordinates, one list for each axis of the array. */
export function pointSelection(axes: readonly (readonly number[])[], shape: readonly number[]): NormalizedSelection {
  const count = shape.reduce((product, length) => product * length, 1);
  return {
    region: { kind: "points", axes, targets: Array.from({ length: count }, (_, point) => point) },
    shape,
    resultAxes: [],
  };
}
