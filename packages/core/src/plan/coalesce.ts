/** Bytes of a value, tagged with whom they are for. */
export interface WantedRange<T> {
  readonly offset: number;
  readonly length: number;
  readonly tag: T;
}

/** One request that serves several wanted ranges. */
export interface CoalescedRange<T> {
  readonly offset: number;
  readonly length: number;
  readonly parts: readonly WantedRange<T>[];
}

export interface CoalesceOptions {
  /** Bytes between two ranges that are worth reading for nothing to save a request. */
  readonly maxGapBytes: number;
  /** No request grows beyond this by merging. */
  readonly maxBytes: number;
}

/** Merges ranges that lie close together, in order of offset. Ranges may overlap. */
export function coalesce<T>(ranges: readonly WantedRange<T>[], options: CoalesceOptions): CoalescedRange<T>[] {
  const sorted = [...ranges].sort((a, b) => a.offset - b.offset);
  const merged: { offset: number; end: number; parts: WantedRange<T>[] }[] = [];
  for (const range of sorted) {
    const end = range.offset + range.length;
    const last = merged.at(-1);
    const together = last === undefined ? 0 : Math.max(last.end, end) - last.offset;
    if (last !== undefined && range.offset - last.end <= options.maxGapBytes && together <= options.maxBytes) {
      last.end = Math.max(last.end, end);
      last.parts.push(range);
    } else {
      merged.push({ offset: range.offset, end, parts: [range] });
    }
  }
  return merged.map(({ offset, end, parts }) => ({ offset, length: end - offset, parts }));
}
