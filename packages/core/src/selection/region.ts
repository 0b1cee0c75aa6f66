/**
 * Part of one axis and where it goes. `positions` counts elements along the axis from the start of what is
 * being divided: the array at first, then a chunk, then a chunk inside it. `targets` counts along the result.
 */
export type AxisProjection =
  | {
      readonly kind: "run";
      /** First position; the others follow at distances of `step`, which may be negative but not zero. */
      readonly start: number;
      readonly step: number;
      readonly count: number;
      /** Where the first goes; the others follow one by one. */
      readonly target: number;
    }
  | { readonly kind: "list"; readonly positions: readonly number[]; readonly targets: readonly number[] };

/** Single elements: `axes[axis][i]` are the coordinates of the one that goes to `targets[i]`. */
export interface PointRegion {
  readonly kind: "points";
  readonly axes: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

/** What is wanted of an array or a chunk, as data. */
export type Region =
  /** The product of one projection for each axis. */
  { readonly kind: "box"; readonly axes: readonly AxisProjection[] } | PointRegion;
