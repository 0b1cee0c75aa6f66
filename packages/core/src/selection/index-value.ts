import { ArrayIndexError, BoundsCheckError } from "../error/usage-error.ts";

/** A whole number from what a person wrote, exactly; `what` names it in the message. */
export function toInteger(value: unknown, what: string): number {
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  throw new ArrayIndexError(`${what} must be an integer, found ${typeof value} ${String(value)}`);
}

/** A position along an axis from an index that may count from the end. `unit` names what is counted. */
export function wrapIndex(index: number, extent: number, axis: number, unit = "elements"): number {
  const position = index < 0 ? index + extent : index;
  if (position >= 0 && position < extent) return position;
  throw new BoundsCheckError(`Index ${index} is out of bounds for axis ${axis} with ${extent} ${unit}`);
}

/** Wraps a list of indices in place. Throws a `BoundsCheckError` for the first that is outside the axis. */
export function wrapIndices(indices: number[], extent: number, axis: number): number[] {
  for (let i = 0; i < indices.length; i++) indices[i] = wrapIndex(indices[i] as number, extent, axis);
  return indices;
}
