import type { Machine } from "./machine.ts";

/** A run of the benchmark, as it is saved. */
export interface Result {
  readonly date: string;
  readonly machine: Machine;
  /** Length of the array's edges in elements, and how often each task was measured. */
  readonly edge: number;
  readonly rounds: number;
  readonly rows: readonly Row[];
}

/** One task of one contender. */
export interface Row {
  readonly task: string;
  readonly contender: string;
  /** One for each round. */
  readonly milliseconds: readonly number[];
  /** Largest of all rounds. */
  readonly peakBytes?: number | undefined;
  /** Requests that the server saw, in tasks over HTTP. */
  readonly requests?: number | undefined;
  /** Instead of measurements, where the contender failed. */
  readonly failure?: string | undefined;
}
