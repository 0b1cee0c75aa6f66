import type { ByteRange } from "@zarrkit/core/contract";
import { clip } from "@zarrkit/store-base/byte-range";

/** Bytes of a value from `start` up to `end`; `fromEnd`: counted from its end, so that both are negative or 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly fromEnd: boolean;
}

/** What an answer tells: which bytes it is, and how large the value is, where that shows. */
export interface Answered {
  readonly span: Span;
  readonly size: number | undefined;
}

/**
 * The ways to say which bytes are asked for, clipped to the value; none as long as nobody can tell. `size` is that of the
 * value, where it is known.
 */
export function spansAsked(range: ByteRange | undefined, size: number | undefined): readonly Span[] {
  if (size === undefined) {
    if (range === undefined) return [];
    if ("suffix" in range) return [{ start: -range.suffix, end: 0, fromEnd: true }];
    const { offset, length } = range;
    return length === undefined ? [] : [{ start: offset, end: offset + length, fromEnd: false }];
  }
  const [start, end] = clip(range, size);
  return [
    { start, end, fromEnd: false },
    { start: start - size, end: end - size, fromEnd: true },
  ];
}

/** What an answer of `length` bytes to a request is. */
export function spanAnswered(range: ByteRange | undefined, length: number): Answered {
  if (range === undefined) return { span: { start: 0, end: length, fromEnd: false }, size: length };
  if ("suffix" in range) {
    if (length < range.suffix) return { span: { start: 0, end: length, fromEnd: false }, size: length };
    return { span: { start: -length, end: 0, fromEnd: true }, size: undefined };
  }
  const end = range.offset + length;
  // A range that begins behind the end is answered by nothing, wherever the end is.
  const isCut = length > 0 && length !== range.length;
  return { span: { start: range.offset, end, fromEnd: false }, size: isCut ? end : undefined };
}

/** True when all bytes of `inner` are among those of `outer`. */
export function covers(outer: Span, inner: Span): boolean {
  return outer.fromEnd === inner.fromEnd && outer.start <= inner.start && inner.end <= outer.end;
}
