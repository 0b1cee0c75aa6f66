import type { NDArray, ReadableArray } from "@zarrkit/core/read";
import { formatValue } from "../page/quantity.ts";
import { selectionOf, stepOf, type View } from "./view.ts";

/** The elements of a view: every so many-th along each axis. */
export class Plane {
  readonly view: View;
  readonly height: number;
  readonly width: number;
  /** The elements as numbers, row by row; the magnitude of complex ones; `NaN` for what is no number. */
  readonly values: Float64Array;
  readonly #elements: NDArray;

  constructor(view: View, elements: NDArray) {
    const { rows, columns } = view;
    this.view = view;
    this.#elements = elements;
    const isTurned = rows !== undefined && rows > columns;
    const [first = 1, second = 1] = elements.shape;
    if (rows === undefined) [this.height, this.width] = [1, first];
    else [this.height, this.width] = isTurned ? [second, first] : [first, second];
    this.values = this.#numbers();
  }

  /** Where in the array an element of the plane is. */
  coordinates(row: number, column: number): readonly number[] {
    const { rows, columns, position, window } = this.view;
    const at = [...position];
    if (rows !== undefined) at[rows] = window.rows.start + row * stepOf(window.rows);
    at[columns] = window.columns.start + column * stepOf(window.columns);
    return at;
  }

  /** The value of an element, as text. */
  text(row: number, column: number): string {
    return formatValue(this.#elements.item(...this.#index(row, column)));
  }

  #index(row: number, column: number): readonly number[] {
    const { rows, columns } = this.view;
    if (rows === undefined) return [column];
    return rows > columns ? [column, row] : [row, column];
  }

  #numbers(): Float64Array {
    const { data, stride, offset, dtype } = this.#elements;
    const elements = data as unknown as ArrayLike<unknown>;
    const isComplex = dtype.startsWith("complex");
    const along = (index: readonly number[]) => index.reduce((sum, at, axis) => sum + at * (stride[axis] as number), 0);
    const rowStride = along(this.#index(1, 0));
    const columnStride = along(this.#index(0, 1));
    const values = new Float64Array(this.height * this.width);
    for (let row = 0, to = 0; row < this.height; row++) {
      for (let column = 0, from = offset + row * rowStride; column < this.width; column++, from += columnStride) {
        values[to++] = isComplex
          ? Math.hypot(elements[2 * from] as number, elements[2 * from + 1] as number)
          : Number(elements[from]);
      }
    }
    return values;
  }
}

/** True for data types whose elements are numbers, or can be drawn as such. */
export function isDrawable(dtype: string): boolean {
  return /^(bool|u?int\d|b?float\d|complex|numpy\.(datetime|timedelta))/.test(dtype);
}

/** Reads what a view shows. Throws as `array.get` does, and the signal's reason. */
export async function readPlane(array: ReadableArray, view: View, signal: AbortSignal): Promise<Plane> {
  return new Plane(view, await array.get(selectionOf(array, view), { signal }));
}
