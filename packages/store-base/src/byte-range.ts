import type { ByteRange, ForeignByteRange } from "@zarrkit/core/contract";

/**
 * Where a range begins and ends in a value of `size` bytes, clipped to it; the whole value without a range. Throws a
 * `RangeError` on anything but whole, non-negative numbers.
 */
export function clip(range: ByteRange | undefined, size: number): readonly [start: number, end: number] {
  if (range === undefined) return [0, size];
  if ("suffix" in range) return [Math.max(0, size - count(range.suffix, "suffix")), size];
  const start = Math.min(count(range.offset, "offset"), size);
  if (range.length === undefined) return [start, size];
  return [start, Math.min(start + count(range.length, "length"), size)];
}

function count(value: number, name: string): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`byte range ${name} must be a whole number of bytes, 0 or more, found ${value}`);
}

/** A range in zarrita's spelling, with `suffixLength`, as one of the contract. */
export function ownRange(range: ForeignByteRange): ByteRange {
  return "suffixLength" in range ? { suffix: range.suffixLength } : range;
}
