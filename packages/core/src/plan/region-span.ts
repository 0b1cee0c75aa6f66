import { contiguousStride } from "../buffer/stride.ts";
import type { AxisProjection, Region } from "../selection/region.ts";

/** From the first element of a chunk that a region touches to behind the last, in C order; `undefined` for points. */
export function regionSpan(region: Region, shape: readonly number[]): { start: number; end: number } | undefined {
  if (region.kind === "points") return undefined;
  const stride = contiguousStride(shape);
  let start = 0;
  let last = 0;
  for (const [index, axis] of region.axes.entries()) {
    const [low, high] = axisEnds(axis);
    start += low * (stride[index] as number);
    last += high * (stride[index] as number);
  }
  return { start, end: last + 1 };
}

function axisEnds(axis: AxisProjection): readonly [low: number, high: number] {
  if (axis.kind === "run") {
    const end = axis.start + (axis.count - 1) * axis.step;
    return axis.step > 0 ? [axis.start, end] : [end, axis.start];
  }
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const position of axis.positions) {
    if (position < low) low = position;
    if (position > high) high = position;
  }
  return [low, high];
}
