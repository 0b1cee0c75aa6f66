import { found } from "../foundation.ts";

const loneSurrogate = /\p{Surrogate}/u;

/** True unless half of a surrogate pair stands alone: such text has no UTF-8 or UTF-32 form. */
export function isWellFormed(text: string): boolean {
  return !loneSurrogate.test(text);
}

/** Throws a `TypeError` for what is no text, and a `RangeError` for text with half a surrogate pair. */
export function checkText(name: string, value: unknown): string {
  if (typeof value !== "string") {
    throw new TypeError(`${name}: expected a string, found ${found(value)}`);
  }
  if (!isWellFormed(value)) {
    throw new RangeError(`${name}: ${found(value)} holds half of a surrogate pair, which is no Unicode text`);
  }
  return value;
}
