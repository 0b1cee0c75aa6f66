import type { Elements } from "../contract/chunk.ts";

/**
 * Checks that positions `first` to `last` lie inside an array. Typed arrays ignore writes beyond their end, so a
 * copy that went astray would otherwise pass in silence.
 *
 * @throws TypeError when bytes were expected and a list was given, or the reverse.
 * @throws RangeError when a position lies outside.
 */
export function assertInside(
  role: string,
  elements: Elements,
  itemSize: number | undefined,
  first: number,
  last: number,
): void {
  if (Array.isArray(elements) !== (itemSize === undefined)) {
    const expected = itemSize === undefined ? "a list of values" : `bytes, ${itemSize} for each element`;
    throw new TypeError(
      `The ${role} of a copy must be ${expected}; found ${Array.isArray(elements) ? "a list" : "bytes"}`,
    );
  }
  // An element of no size is everywhere.
  const length = itemSize === 0 ? Number.POSITIVE_INFINITY : Math.floor(elements.length / (itemSize ?? 1));
  const isWhole = Number.isInteger(first) && Number.isInteger(last);
  if (!isWhole || first < 0 || last >= length) {
    throw new RangeError(`A copy reaches elements ${first} to ${last} of its ${role}, which holds ${length} elements`);
  }
}
