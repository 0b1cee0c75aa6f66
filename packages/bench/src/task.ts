import type { Storage } from "./storage.ts";

/**
 * What is timed: the whole array read; 300 boxes of 32³ read one after another; the whole array written; the array opened
 * 100 times; 1,000 elements read one after another; an array of 100,000 chunks read of which none is stored.
 */
export const operations = ["read", "random", "write", "open", "element", "plan"] as const;
export type Operation = (typeof operations)[number];

/** Costs that do not depend on how the array is stored are measured with one storage. */
export const smallOperations: readonly Operation[] = ["open", "element", "plan"];
/** Those that take memory for a whole array. */
export const largeOperations: readonly Operation[] = ["read", "write"];
export const openings = 100;
export const elements = 1000;
export const plannedChunks = 100_000;

/** One thing to measure, as a contender's process gets it. */
export interface Task {
  readonly operation: Operation;
  readonly storage: Storage;
  /** Length of the array's edges in elements. */
  readonly edge: number;
  /** Folder of the array to read, or to write. */
  readonly path: string;
  /** File with the array's elements, packed and little-endian. */
  readonly source: string;
  /** Corners of the boxes to read. */
  readonly corners: readonly (readonly number[])[];
  /** Writing: wait until the data is on the disk. */
  readonly fsync: boolean;
}

export const boxEdge = 32;

/** The same corners in every run: as many as asked for, spread by a linear congruential generator. */
export function randomCorners(count: number, edge: number, box: number = boxEdge): number[][] {
  let state = 12345;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % (edge - box + 1);
  };
  return Array.from({ length: count }, () => [next(), next(), next()]);
}

/** What a contender's process prints as its last line. */
export interface Measurement {
  readonly milliseconds: number;
  /** Peak resident memory of the process in bytes, where the system tells. */
  readonly peakBytes: number | undefined;
  /** Sum of the elements read, modulo 2³², so that a wrong answer cannot win. */
  readonly sum: number | undefined;
}
