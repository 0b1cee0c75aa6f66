import type { Plane, StridedLoop } from "./strided-loop.ts";

/** What memory hands to a processor's cache at a time, in bytes. */
const lineSize = 64;
/** Lines that are fetched before they are copied: a part of the smallest cache. */
const linesAtATime = 256;
/** With fewer bytes the source is taken to be in the cache. */
const coldPayload = 32 * 1024;

/** Runs of a source, in bytes. */
export interface SourceRuns {
  readonly bytes: Uint8Array;
  /** Bytes of one run. */
  readonly run: number;
  /** From one run to the next. */
  readonly step: number;
  /** Bytes of one position that a loop counts. */
  readonly unit: number;
  /** Bytes of all runs. */
  readonly payload: number;
}

/**
 * Lets a loop over short runs that lie apart read each line of memory a moment before it copies it. Copying alone, a
 * processor sees too little of what comes next to fetch it in time, and waits for each run: up to three times as long.
 */
export function fetchingLoop<T>(loop: StridedLoop<T>, { bytes, run, step, unit, payload }: SourceRuns): StridedLoop<T> {
  if (Math.abs(step) < run + lineSize || payload < coldPayload) return loop;
  const batch = Math.max(1, Math.floor(linesAtATime / (Math.ceil(run / lineSize) + 1)));
  return (source, target, s, t, rows, columns, plane: Plane) => {
    for (let r = 0; r < rows; r++, s += plane.sourceRow, t += plane.targetRow) {
      for (let c = 0; c < columns; c += batch) {
        const from = s + c * plane.sourceColumn;
        const count = Math.min(batch, columns - c);
        fetchLines(bytes, from * unit, run, step, count);
        loop(source, target, from, t + c * plane.targetColumn, 1, count, plane);
      }
    }
  };
}

/** Takes something that depends on what was read, so that compilers do not leave the reading out. */
const seen = new Uint8Array(1);

function fetchLines(bytes: Uint8Array, start: number, run: number, step: number, count: number): void {
  let sum = 0;
  for (let i = 0; i < count; i++, start += step) {
    const last = start + run - 1;
    for (let at = start; at < last; at += lineSize) sum ^= bytes[at] as number;
    sum ^= bytes[last] as number;
  }
  seen[0] = sum;
}
