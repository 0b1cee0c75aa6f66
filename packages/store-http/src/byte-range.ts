import type { ByteRange } from "@zarrkit/core/contract";

/** Throws a `RangeError` on anything but whole, non-negative numbers. */
export function checkRange(range: ByteRange): void {
  for (const [name, value] of Object.entries(range) as [string, number | undefined][]) {
    if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) continue;
    throw new RangeError(`byte range ${name} must be a whole number of bytes, 0 or more, found ${value}`);
  }
}

/** Where a range begins and ends in a value of `size` bytes, clipped to it. Unchecked, unlike store-base's: merged ranges may be of any length. */
export function clip(range: ByteRange, size: number): readonly [start: number, end: number] {
  if ("suffix" in range) return [Math.max(0, size - range.suffix), size];
  const start = Math.min(range.offset, size);
  return [start, Math.min(endOf(range), size)];
}

/** Position after the last byte of a range that counts from the start. */
export function endOf({ offset, length = Infinity }: { readonly offset: number; readonly length?: number }): number {
  return offset + length;
}

/** How many bytes a range holds at most. */
export function lengthOf(range: ByteRange): number {
  return "suffix" in range ? range.suffix : (range.length ?? Infinity);
}

/** The `Range` header. Source: RFC 9110, section 14.2. */
export function rangeHeader(range: ByteRange): string {
  if ("suffix" in range) return `bytes=-${range.suffix}`;
  const last = endOf(range) - 1;
  return `bytes=${range.offset}-${last <= Number.MAX_SAFE_INTEGER ? last : ""}`;
}

/** Which bytes an answer holds, out of how many, as far as it says so. */
export interface ContentRange {
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly size: number | undefined;
}

/** Reads `bytes 0-99/1234`, also with `*` in place of the range or the size. Source: RFC 9110, section 14.4. */
export function parseContentRange(header: string | null): ContentRange | undefined {
  const found = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(header ?? "");
  if (found === null) return undefined;
  const [, first, last, size] = found;
  return {
    start: first === undefined ? undefined : Number(first),
    end: last === undefined ? undefined : Number(last) + 1,
    size: size === "*" ? undefined : Number(size),
  };
}
