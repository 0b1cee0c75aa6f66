/**
 * Evenly spaced positions of an axis and where they go. Positions count elements along the axis from the start of what
 * is being divided: the array at first, then a chunk, then a chunk inside it. Targets count along the result.
 */
export interface AxisRun {
  readonly kind: "run";
  /** First position; the others follow at distances of `step`, which may be negative but not zero. */
  readonly start: number;
  readonly step: number;
  readonly count: number;
  /** Where the first goes; the others follow one by one. */
  readonly target: number;
}

/** Any positions of an axis: `positions[i]` goes to `targets[i]`. */
export interface AxisList {
  readonly kind: "list";
  readonly positions: readonly number[];
  readonly targets: readonly number[];
}

/** Part of one axis and where it goes. */
export type AxisProjection = AxisRun | AxisList;

/** The product of one projection for each axis. */
export interface BoxRegion<Axis extends AxisProjection = AxisProjection> {
  readonly kind: "box";
  readonly axes: readonly Axis[];
}

/** Single elements: `axes[axis][i]` are the coordinates of the one that goes to `targets[i]`. */
export interface PointRegion {
  readonly kind: "points";
  readonly axes: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

/** What is wanted of an array or a chunk, as data. */
export type Region = BoxRegion | PointRegion;
