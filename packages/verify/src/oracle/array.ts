import type { ElementType, Scalar } from "./element.ts";
import { type Axis, axes, type Selection } from "./selection.ts";

export const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

/** The shape that a selection leaves. */
export function selectedShape(chosen: readonly Axis[]): number[] {
  return chosen.filter((axis) => !axis.dropped).map((axis) => axis.indices.length);
}

/** Positions in a C-order array that a selection picks, in the order of the result. One loop inside another. */
function positions(chosen: readonly Axis[], shape: readonly number[]): number[] {
  let found = [0];
  chosen.forEach((axis, dimension) => {
    const next: number[] = [];
    for (const outer of found) {
      for (const index of axis.indices) next.push(outer * (shape[dimension] as number) + index);
    }
    found = next;
  });
  return found;
}

/** The slow and obvious array that the library is compared with. */
export class OracleArray {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly values: Scalar[];

  constructor(type: ElementType, shape: readonly number[], fill: Scalar) {
    this.type = type;
    this.shape = shape;
    this.values = Array.from({ length: product(shape) }, () => fill);
  }

  get(selection: Selection): { readonly shape: number[]; readonly values: Scalar[] } {
    const chosen = axes(selection, this.shape);
    return {
      shape: selectedShape(chosen),
      values: positions(chosen, this.shape).map((position) => this.values[position] as Scalar),
    };
  }

  /** `values` in C order of the selection's result. */
  set(selection: Selection, values: readonly Scalar[]): void {
    positions(axes(selection, this.shape), this.shape).forEach((position, i) => {
      this.values[position] = values[i] as Scalar;
    });
  }
}
