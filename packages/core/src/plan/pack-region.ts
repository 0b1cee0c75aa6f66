import type { AxisProjection, Region } from "../selection/region.ts";

/** The same elements on their way to memory of their own, in C order and without gaps, of shape `shape`. */
export interface PackedRegion {
  readonly region: Region;
  readonly shape: readonly number[];
}

export function packRegion(region: Region): PackedRegion {
  if (region.kind === "points") {
    return { region: { ...region, targets: upTo(region.targets.length) }, shape: [region.targets.length] };
  }
  const axes = region.axes.map((axis): AxisProjection => {
    return axis.kind === "run" ? { ...axis, target: 0 } : { ...axis, targets: upTo(axis.targets.length) };
  });
  return { region: { kind: "box", axes }, shape: axes.map(lengthOf) };
}

/** The way from packed memory to where the elements of a region belong. */
export function unpackRegion(region: Region): Region {
  if (region.kind === "points") return { ...region, axes: [upTo(region.targets.length)] };
  const axes = region.axes.map((axis): AxisProjection => {
    return axis.kind === "run" ? { ...axis, start: 0, step: 1 } : { ...axis, positions: upTo(axis.positions.length) };
  });
  return { kind: "box", axes };
}

function lengthOf(axis: AxisProjection): number {
  return axis.kind === "run" ? axis.count : axis.positions.length;
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
