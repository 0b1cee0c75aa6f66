import type { NDArray } from "@zarrkit/core/read";
import { formatValue } from "../page/quantity.ts";
import type { Samples, Tile } from "./tile.ts";
import { firstSample, type Span, sampleAt, sampleCount, stepOf, type View } from "./view.ts";

/** A tile with its elements. */
interface Piece {
  readonly tile: Tile;
  readonly elements: NDArray;
}

/** The elements of a view, every so many-th along each axis, as far as they have come. */
export class Plane {
  readonly view: View;
  readonly height: number;
  readonly width: number;
  /** The elements as numbers, row by row; the magnitude of complex ones; `NaN` for what is no number, or not there yet. */
  readonly values: Float64Array;
  readonly #pieces: Piece[] = [];

  constructor(view: View) {
    const { rows, columns } = view.window;
    this.view = view;
    this.height = view.rows === undefined ? 1 : sampleCount(rows, stepOf(rows));
    this.width = sampleCount(columns, stepOf(columns));
    this.values = new Float64Array(this.height * this.width).fill(Number.NaN);
  }

  /** Adds what was read of a tile. */
  add(tile: Tile, elements: NDArray): void {
    this.#pieces.push({ tile, elements });
    const { rows, columns, window } = this.view;
    const down = rows === undefined ? undefined : overlap(window.rows, tile.axes[rows] as Samples);
    const right = overlap(window.columns, tile.axes[columns] as Samples);
    const from = this.#offset({ tile, elements }, down?.first ?? 0, right.first);
    const rowStride = rows === undefined ? 0 : (elements.stride[rows] as number);
    const columnStride = elements.stride[columns] as number;
    const read = reader(elements);
    for (let row = 0; row < (down?.count ?? 1); row++) {
      let to = ((down?.first ?? 0) + row) * this.width + right.first;
      let at = from + row * rowStride;
      for (let column = 0; column < right.count; column++, at += columnStride) this.values[to++] = read(at);
    }
  }

  /** Where in the array an element of the plane is. */
  coordinates(row: number, column: number): readonly number[] {
    const { rows, columns, position, window } = this.view;
    const at = [...position];
    if (rows !== undefined) at[rows] = sampleAt(window.rows, row);
    at[columns] = sampleAt(window.columns, column);
    return at;
  }

  /** The value of an element, as text. */
  text(row: number, column: number): string {
    const at = this.coordinates(row, column);
    const piece = this.#pieces.find(({ tile }) =>
      tile.axes.every(({ start, stop }, axis) => start <= (at[axis] as number) && (at[axis] as number) < stop),
    );
    return piece === undefined ? "…" : formatValue(piece.elements.item(...indexIn(piece.tile, at)));
  }

  /** Where in its data a piece has an element of the plane. */
  #offset({ tile, elements }: Piece, row: number, column: number): number {
    const index = indexIn(tile, this.coordinates(row, column));
    return index.reduce((sum, at, axis) => sum + at * (elements.stride[axis] as number), elements.offset);
  }
}

/** Where in the elements of a tile a place of the array is. */
function indexIn({ axes }: Tile, at: readonly number[]): number[] {
  return axes.map((samples, axis) => ((at[axis] as number) - firstSample(samples, samples.step)) / samples.step);
}

/** Which samples of a window a tile has: the first of them, counted from the window's first, and how many. */
function overlap(window: Span, { start, stop, step }: Samples) {
  const both = { start: Math.max(window.start, start), stop: Math.min(window.stop, stop) };
  return {
    first: (firstSample(both, step) - firstSample(window, step)) / step,
    count: Math.max(0, sampleCount(both, step)),
  };
}

/** Answers elements as numbers. */
function reader({ data, dtype }: NDArray): (at: number) => number {
  const elements = data as unknown as ArrayLike<unknown>;
  if (!dtype.startsWith("complex")) return (at) => Number(elements[at]);
  return (at) => Math.hypot(elements[2 * at] as number, elements[2 * at + 1] as number);
}

/** True for data types whose elements are numbers, or can be drawn as such. */
export function isDrawable(dtype: string): boolean {
  return /^(bool|u?int\d|b?float\d|complex|numpy\.(datetime|timedelta))/.test(dtype);
}
