/**
 * The innermost loops of indexed copies, one for each kind of array (see `strided-loop.ts` for why).
 */

/** Positions in units of the arrays they are used with, in the order in which they are visited. */
export type PositionTable = Int32Array | Float64Array;

/** Copies `run` units for each entry of two tables of equal length; the entries count from positions `s` and `t`. */
export type IndexedLoop<T> = (
  source: T,
  target: T,
  s: number,
  t: number,
  sourceTable: PositionTable,
  targetTable: PositionTable,
  run: number,
) => void;

export const indexed64: IndexedLoop<BigUint64Array> = (source, target, s, t, sourceTable, targetTable, run) => {
  const { length } = sourceTable;
  if (run === 1) {
    for (let k = 0; k < length; k++) {
      target[t + (targetTable[k] as number)] = source[s + (sourceTable[k] as number)] as bigint;
    }
    return;
  }
  for (let k = 0; k < length; k++) {
    const from = s + (sourceTable[k] as number);
    const to = t + (targetTable[k] as number);
    for (let i = 0; i < run; i++) target[to + i] = source[from + i] as bigint;
  }
};

export const indexed32: IndexedLoop<Int32Array> = (source, target, s, t, sourceTable, targetTable, run) => {
  const { length } = sourceTable;
  if (run === 1) {
    for (let k = 0; k < length; k++) {
      target[t + (targetTable[k] as number)] = source[s + (sourceTable[k] as number)] as number;
    }
    return;
  }
  for (let k = 0; k < length; k++) {
    const from = s + (sourceTable[k] as number);
    const to = t + (targetTable[k] as number);
    for (let i = 0; i < run; i++) target[to + i] = source[from + i] as number;
  }
};

export const indexed16: IndexedLoop<Uint16Array> = (source, target, s, t, sourceTable, targetTable, run) => {
  const { length } = sourceTable;
  if (run === 1) {
    for (let k = 0; k < length; k++) {
      target[t + (targetTable[k] as number)] = source[s + (sourceTable[k] as number)] as number;
    }
    return;
  }
  for (let k = 0; k < length; k++) {
    const from = s + (sourceTable[k] as number);
    const to = t + (targetTable[k] as number);
    for (let i = 0; i < run; i++) target[to + i] = source[from + i] as number;
  }
};

export const indexed8: IndexedLoop<Uint8Array> = (source, target, s, t, sourceTable, targetTable, run) => {
  const { length } = sourceTable;
  if (run === 1) {
    for (let k = 0; k < length; k++) {
      target[t + (targetTable[k] as number)] = source[s + (sourceTable[k] as number)] as number;
    }
    return;
  }
  for (let k = 0; k < length; k++) {
    const from = s + (sourceTable[k] as number);
    const to = t + (targetTable[k] as number);
    for (let i = 0; i < run; i++) target[to + i] = source[from + i] as number;
  }
};

/** Elements that are JavaScript values. */
export const indexedValues: IndexedLoop<unknown[]> = (source, target, s, t, sourceTable, targetTable, run) => {
  for (let k = 0; k < sourceTable.length; k++) {
    const from = s + (sourceTable[k] as number);
    const to = t + (targetTable[k] as number);
    for (let i = 0; i < run; i++) target[to + i] = source[from + i];
  }
};

/** Long runs of bytes. */
export const indexedRuns: IndexedLoop<Uint8Array> = (source, target, s, t, sourceTable, targetTable, run) => {
  for (let k = 0; k < sourceTable.length; k++) {
    const from = s + (sourceTable[k] as number);
    target.set(source.subarray(from, from + run), t + (targetTable[k] as number));
  }
};
