import type { StoreKey } from "@zarrkit/core/contract";
import { InvalidReferenceError } from "./reference-error.ts";

/** A value in the document itself. */
export interface InlineValue {
  /** The value. */
  readonly bytes: Uint8Array;
}

/** A value in another file: `length` bytes from `offset`, or all of the file without `length`. */
export interface FileReference {
  /** `null`: the file that is the target of references which do not name one. */
  readonly url: string | null;
  /** Position of the value's first byte in the file. */
  readonly offset: number;
  /** Bytes of the value; `undefined`: the whole file. */
  readonly length: number | undefined;
}

/** What stands for a value: the value itself, or a range of a file. */
export type Reference = InlineValue | FileReference;

const utf8 = new TextEncoder();
const base64Mark = "base64:";

/** Reads one entry of `refs`. Throws `InvalidReferenceError`. */
export function parseReference(value: unknown, key: StoreKey, render: (text: string) => string): Reference {
  if (typeof value === "string") return { bytes: inlineBytes(value, key) };
  if (Array.isArray(value)) {
    const [url, offset = 0, length] = value as readonly unknown[];
    const isPlace = value.length === 1 || (value.length === 3 && isCount(offset) && isCount(length));
    if (isPlace && (typeof url === "string" || url === null)) {
      return { url: url === null ? null : render(url), offset: offset as number, length: length as number | undefined };
    }
  } else if (typeof value === "object" && value !== null) {
    return { bytes: utf8.encode(JSON.stringify(value)) };
  }
  throw new InvalidReferenceError(
    `the reference of ${JSON.stringify(key)} must be a text, an object, [url] or [url, offset, length], found ${JSON.stringify(value)}`,
  );
}

function inlineBytes(text: string, key: StoreKey): Uint8Array {
  if (!text.startsWith(base64Mark)) return utf8.encode(text);
  try {
    return Uint8Array.from(atob(text.slice(base64Mark.length)), (letter) => letter.charCodeAt(0));
  } catch (cause) {
    throw new InvalidReferenceError(`the value of ${JSON.stringify(key)} is not base64`, { cause });
  }
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
