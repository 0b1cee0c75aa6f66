import { ArrayIndexError, BoundsCheckError } from "../error/usage-error.ts";

/** A whole number from what a person wrote, exactly; `what` names it in the message. */
export function toInteger(value: unknown, what: string): number {
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  throw new ArrayIndexError(`${what} must be an integer, found ${typeof value} ${String(value)}`);
}

/** A position along an axis from an index that may count from the end. */
export function wrapIndex(index: number, extent: number, axis: number): number {
  const position = index < 0 ? index + extent : index;
  if (position >= 0 && position < extent) return position;
  throw new BoundsCheckError(`Index ${index} is out of bounds for axis ${axis} with ${extent} elements`);
}
