/**
 * The innermost loops of strided copies.
 *
 * The bodies are alike on purpose: engines compile a function for the kinds of array it has seen, and one
 * function that sees several kinds is several times slower. So each kind has a function of its own.
 */

/** Steps through rows and columns of runs, in units of the arrays it is used with. */
export interface Plane {
  readonly sourceRow: number;
  readonly targetRow: number;
  readonly sourceColumn: number;
  readonly targetColumn: number;
  /** Units that lie side by side in both arrays. */
  readonly run: number;
}

/** Below this many units the long loop is the inner one: all first units of a row, then all second ones. */
const shortRun = 4;

/** Copies `rows × columns` runs, from position `s` to position `t`. */
export type StridedLoop<T> = (
  source: T,
  target: T,
  s: number,
  t: number,
  rows: number,
  columns: number,
  plane: Plane,
) => void;

export const strided64: StridedLoop<BigUint64Array> = (source, target, s, t, rows, columns, plane) => {
  const { sourceRow, targetRow, sourceColumn, targetColumn, run } = plane;
  for (let r = 0; r < rows; r++, s += sourceRow, t += targetRow) {
    if (run < shortRun) {
      for (let i = 0; i < run; i++) {
        let from = s + i;
        let to = t + i;
        for (let c = 0; c < columns; c++, from += sourceColumn, to += targetColumn) target[to] = source[from] as bigint;
      }
    } else {
      let from = s;
      let to = t;
      for (let c = 0; c < columns; c++, from += sourceColumn, to += targetColumn) {
        for (let i = 0; i < run; i++) target[to + i] = source[from + i] as bigint;
      }
    }
  }
};

export const strided32: StridedLoop<Int32Array> = (source, target, s, t, rows, columns, plane) => {
  const { sourceRow, targetRow, sourceColumn, targetColumn, run } = plane;
  for (let r = 0; r < rows; r++, s += sourceRow, t += targetRow) {
    if (run < shortRun) {
      for (let i = 0; i < run; i++) {
        let from = s + i;
        let to = t + i;
        for (let c = 0; c < columns; c++, from += sourceColumn, to += targetColumn) target[to] = source[from] as number;
      }
    } else {
      let from = s;
      let to = t;
      for (let c = 0; c < columns; c++, from += sourceColumn, to += targetColumn) {
        for (let i = 0; i < run; i++) target[to + i] = source[from + i] as number;
      }
    }
  }
};

export const strided16: StridedLoop<Uint16Array> = (source, target, s, t, rows, columns, plane) => {
  const { sourceRow, targetRow, sourceColumn, targetColumn, run } = plane;
  for (let r = 0; r < rows; r++, s += sourceRow, t += targetRow) {
    if (run < shortRun) {
      for (let i = 0; i < run; i++) {
        let from = s + i;
        let to = t + i;
        for (let c = 0; c < columns; c++, from += sourceColumn, to += targetColumn) target[to] = source[from] as number;
      }
    } else {
      let from = s;
      let to = t;
      for (let c = 0; c < columns; c++, from += sourceColumn, to += targetColumn) {
        for (let i = 0; i < run; i++) target[to + i] = source[from + i] as number;
      }
    }
  }
};

export const strided8: StridedLoop<Uint8Array> = (source, target, s, t, rows, columns, plane) => {
  const { sourceRow, targetRow, sourceColumn, targetColumn, run } = plane;
  for (let r = 0; r < rows; r++, s += sourceRow, t += targetRow) {
    if (run < shortRun) {
      for (let i = 0; i < run; i++) {
        let from = s + i;
        let to = t + i;
        for (let c = 0; c < columns; c++, from += sourceColumn, to += targetColumn) target[to] = source[from] as number;
      }
    } else {
      let from = s;
      let to = t;
      for (let c = 0; c < columns; c++, from += sourceColumn, to += targetColumn) {
        for (let i = 0; i < run; i++) target[to + i] = source[from + i] as number;
      }
    }
  }
};

/** Elements that are JavaScript values. */
export const stridedValues: StridedLoop<unknown[]> = (source, target, s, t, rows, columns, plane) => {
  const { sourceRow, targetRow, sourceColumn, targetColumn, run } = plane;
  for (let r = 0; r < rows; r++, s += sourceRow, t += targetRow) {
    let from = s;
    let to = t;
    for (let c = 0; c < columns; c++, from += sourceColumn, to += targetColumn) {
      for (let i = 0; i < run; i++) target[to + i] = source[from + i];
    }
  }
};

/** Long runs of bytes: the platform's own copy, whose price is two view objects for each run. */
export const stridedRuns: StridedLoop<Uint8Array> = (source, target, s, t, rows, columns, plane) => {
  const { sourceRow, targetRow, sourceColumn, targetColumn, run } = plane;
  for (let r = 0; r < rows; r++, s += sourceRow, t += targetRow) {
    let from = s;
    let to = t;
    for (let c = 0; c < columns; c++, from += sourceColumn, to += targetColumn) {
      target.set(source.subarray(from, from + run), to);
    }
  }
};
