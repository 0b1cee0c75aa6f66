import { elementCount, mergeDimensions } from "../../buffer/stride.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import { type PlacedRegion, type Scatter, strideAlong } from "./scatter.ts";

/** See {@link Scatter.place}. */
export function placeResult(selection: NormalizedSelection, stride: readonly number[]): PlacedRegion {
  const { region, resultAxes, shape } = selection;
  if (region.kind === "box") {
    return { region, stride: strideAlong(resultAxes, stride) };
  }
  const { shape: lengths, strides } = mergeDimensions(shape, stride);
  if (lengths.length < 2) return { region, stride: [strides[0]?.[0] ?? 0] };
  const positions = elementPositions(shape, stride);
  const targets = region.targets.map((target) => positions[target] as number);
  return { region: { ...region, targets }, stride: [1] };
}

/** The positions of all elements in C order. */
function elementPositions(shape: readonly number[], stride: readonly number[]): Float64Array {
  const positions = new Float64Array(elementCount(shape));
  let next = 0;
  const level = (axis: number, position: number): void => {
    if (axis === shape.length) {
      positions[next++] = position;
      return;
    }
    for (let i = 0; i < (shape[axis] as number); i++) level(axis + 1, position + i * (stride[axis] as number));
  };
  level(0, 0);
  return positions;
}
