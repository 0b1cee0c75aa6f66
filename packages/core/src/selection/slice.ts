/** A range of indices along one axis, as Python's `slice`: bounds may be negative or left open. */
export interface Slice {
  /** First position, from the end when negative; `null`: from the beginning. */
  readonly start: number | bigint | null;
  /** Position after the last, from the end when negative; `null`: to the end. */
  readonly stop: number | bigint | null;
  /** Distance between positions; `null`: 1. */
  readonly step: number | bigint | null;
}

type Bound = number | bigint | null | undefined;

/**
 * Makes a slice. As in Python, one argument is the stop: `slice(5)` is `0:5`, `slice(2, 5)` is `2:5`,
 * `slice(null, null, -1)` runs backwards.
 */
export function slice(stop?: Bound): Slice;
export function slice(start: Bound, stop: Bound, step?: Bound): Slice;
export function slice(first?: Bound, ...rest: readonly Bound[]): Slice {
  const [stop, step] = rest;
  if (rest.length === 0) return { start: null, stop: first ?? null, step: null };
  return { start: first ?? null, stop: stop ?? null, step: step ?? null };
}

/** True for a {@link Slice}, also one written as `{ start, stop, step }` with members left out. */
export function isSlice(value: unknown): value is Partial<Slice> {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => key === "start" || key === "stop" || key === "step");
}
