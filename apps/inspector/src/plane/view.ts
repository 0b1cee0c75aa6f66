import type { ReadableArray } from "@zarrkit/core/read";

/** Which elements of an axis are looked at: from `start` up to but not including `stop`. */
export interface Span {
  readonly start: number;
  readonly stop: number;
}

/** What of an array is looked at: a window on two of its axes, and one position on each other. */
export interface View {
  /** The axis that runs down; `undefined` where the array has only one. */
  readonly rows: number | undefined;
  /** The axis that runs to the right. */
  readonly columns: number;
  /** A position on every axis; those of the two axes above do not count. */
  readonly position: readonly number[];
  readonly window: { readonly rows: Span; readonly columns: Span };
}

/** What a view needs to know of an array. */
export type Extents = Pick<ReadableArray, "shape" | "chunks" | "shards" | "itemsize">;

/** The most elements along each side of a picture. */
export const sideLimit = 1024;

/** How many bytes of decoded chunks a picture that nobody asked for may take. */
const byteLimit = 64 * 2 ** 20;

/**
 * Every how many-th element of a span is drawn: a power of two, and always those whose position it divides, so that they
 * are the same ones when the window moves.
 */
export const stepOf = ({ start, stop }: Span): number =>
  2 ** Math.max(0, Math.ceil(Math.log2((stop - start) / sideLimit)));

/** The position of the first element of a span that is drawn. */
export const firstSample = ({ start }: Span, step: number): number => Math.ceil(start / step) * step;

/** The position of the element of a span that is drawn at an index. */
export const sampleAt = (span: Span, index: number): number => firstSample(span, stepOf(span)) + index * stepOf(span);

/** How many elements of a span are drawn. */
export const sampleCount = ({ start, stop }: Span, step: number): number =>
  Math.ceil(stop / step) - Math.ceil(start / step);

/** The whole plane of two axes, or the middle of it where reading all would take too many bytes. */
export function firstView(array: Extents, rows?: number, columns?: number, position?: readonly number[]): View {
  const { shape } = array;
  const right = columns ?? shape.length - 1;
  const down = shape.length < 2 ? undefined : (rows ?? shape.length - 2);
  const whole = (axis: number | undefined): Span => ({
    start: 0,
    stop: axis === undefined ? 1 : (shape[axis] as number),
  });
  let view: View = {
    rows: down,
    columns: right,
    position: position ?? shape.map(() => 0),
    window: { rows: whole(down), columns: whole(right) },
  };
  while (chunkBytes(array, view) > byteLimit) {
    const closer = zoom(array, view, 0.5);
    if (closer === view) break;
    view = closer;
  }
  return view;
}

/** How many bytes of decoded chunks a view takes. */
export function chunkBytes({ shape, chunks, itemsize = 8 }: Extents, view: View): number {
  return shape.reduce((bytes, _, axis) => {
    const span = spanOf(view, axis);
    const chunk = Math.max(1, chunks[axis] as number);
    if (span === undefined) return bytes * chunk;
    const touched = Math.floor((span.stop - 1) / chunk) - Math.floor(span.start / chunk) + 1;
    const samples = Math.ceil((span.stop - span.start) / stepOf(span));
    return bytes * chunk * Math.min(touched, samples);
  }, itemsize);
}

/** The window of an axis; `undefined` for an axis on which the view has one position. */
export function spanOf({ rows, columns, window }: View, axis: number): Span | undefined {
  if (axis === columns) return window.columns;
  return axis === rows ? window.rows : undefined;
}

/** The same view with windows `factor` times as long around a point, which stays where it is; the middle when left out. */
export function zoom(array: Extents, view: View, factor: number, point?: readonly [row: number, column: number]): View {
  const { rows, columns } = view.window;
  const window = {
    rows: zoomSpan(rows, factor, lengthOf(array, view.rows), point?.[0]),
    columns: zoomSpan(columns, factor, lengthOf(array, view.columns), point?.[1]),
  };
  return isSame(window, view.window) ? view : { ...view, window };
}

/** The same view with its window moved by some elements, as far as the array goes. */
export function move(array: Extents, view: View, rows: number, columns: number): View {
  const window = {
    rows: moveSpan(view.window.rows, rows, lengthOf(array, view.rows)),
    columns: moveSpan(view.window.columns, columns, lengthOf(array, view.columns)),
  };
  return isSame(window, view.window) ? view : { ...view, window };
}

const lengthOf = ({ shape }: Extents, axis: number | undefined): number =>
  axis === undefined ? 1 : (shape[axis] as number);

function zoomSpan(span: Span, factor: number, length: number, point = (span.start + span.stop) / 2): Span {
  const before = span.stop - span.start;
  const after = Math.min(length, Math.max(Math.min(length, 8), Math.round(before * factor)));
  const start = Math.round(point - ((point - span.start) / Math.max(1, before)) * after);
  return placed(start, after, length);
}

const moveSpan = ({ start, stop }: Span, by: number, length: number): Span => placed(start + by, stop - start, length);

function placed(start: number, size: number, length: number): Span {
  const inside = Math.max(0, Math.min(length - size, start));
  return { start: inside, stop: inside + size };
}

function isSame(a: View["window"], b: View["window"]): boolean {
  return (["rows", "columns"] as const).every(
    (side) => a[side].start === b[side].start && a[side].stop === b[side].stop,
  );
}
