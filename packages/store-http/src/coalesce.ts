import type { ByteRange } from "@zarrkit/core/contract";
import { endOf } from "./byte-range.ts";

export interface CoalesceOptions {
  /** Bytes between two ranges that are worth reading for nothing to save a request. */
  readonly coalesceMaxGapBytes: number;
  /** No request grows beyond this by merging. */
  readonly coalesceMaxBytes: number;
}

/** One request, and which of the ranges asked for it serves. */
export interface Run {
  range: ByteRange;
  readonly positions: number[];
}

/** Merges ranges that lie close together. Those whose place depends on the size of the value stay alone. */
export function coalesce(ranges: readonly ByteRange[], options: CoalesceOptions): Run[] {
  const runs: Run[] = [];
  let last: (Run & { range: { readonly offset: number; readonly length?: number } }) | undefined;
  const offsetOf = (position: number): number => {
    const range = ranges[position] as ByteRange;
    return "suffix" in range ? Infinity : range.offset;
  };
  for (const position of [...ranges.keys()].sort((a, b) => offsetOf(a) - offsetOf(b) || a - b)) {
    const range = ranges[position] as ByteRange;
    if ("suffix" in range || range.length === undefined) {
      runs.push({ range, positions: [position] });
      continue;
    }
    if (last !== undefined) {
      const { offset } = last.range;
      const end = Math.max(endOf(last.range), endOf(range));
      const gap = range.offset - endOf(last.range);
      if (gap <= options.coalesceMaxGapBytes && end - offset <= options.coalesceMaxBytes) {
        last.range = { offset, length: end - offset };
        last.positions.push(position);
        continue;
      }
    }
    last = { range, positions: [position] };
    runs.push(last);
  }
  return runs;
}

/** One of the ranges of a run, cut from the bytes that were read for it. Several get memory of their own. */
export function partOf({ range, positions }: Run, bytes: Uint8Array, part: ByteRange): Uint8Array {
  if (positions.length === 1 || "suffix" in range || "suffix" in part) return bytes;
  return bytes.slice(part.offset - range.offset, endOf(part) - range.offset);
}
