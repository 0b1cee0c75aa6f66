import { float32Word, float64Word, found, roundToOdd, type Word, writeHex } from "../foundation.ts";

/** A floating-point number in the bytes of one word. */
export interface FloatFormat {
  readonly name: string;
  /** Bytes of the word. */
  readonly size: number;
  /** Bits of the NaN that `"NaN"` means, as hex; `undefined` for a format without NaN. */
  readonly nan: string | undefined;
  /** The bits of a byte that count, for formats of less than 8 bits. */
  readonly mask?: number;
  read(bytes: Uint8Array, offset: number): number;
  /** Rounds to nearest, ties to even. Throws a `RangeError` for a value that rounds to none of the format's. */
  write(value: number, bytes: Uint8Array, offset: number): void;
}

/** Stores `"NaN"`, whose bits would otherwise be the engine's choice. */
function ieeeFormat(name: string, word: Word<number>, nan: string): FloatFormat {
  const nanBytes = new Uint8Array(word.size);
  writeHex(nan, nanBytes);
  return Object.freeze({
    name,
    size: word.size,
    nan,
    read: word.read,
    write(value: number, bytes: Uint8Array, offset: number): void {
      if (Number.isNaN(value)) {
        bytes.set(nanBytes, offset);
      } else {
        word.write(value, bytes, offset);
      }
    },
  });
}

export const float32Format: FloatFormat = ieeeFormat("float32", float32Word, "0x7fc00000");
export const float64Format: FloatFormat = ieeeFormat("float64", float64Word, "0x7ff8000000000000");

/**
 * Stores a value as people give it: a number, rounded to nearest even, or a bigint that the format holds
 * exactly. Throws a `TypeError` for anything else.
 */
export function packFloat(format: FloatFormat, value: unknown, bytes: Uint8Array, offset: number): void {
  if (typeof value === "number") {
    format.write(value, bytes, offset);
    return;
  }
  if (typeof value !== "bigint") {
    throw new TypeError(`${format.name}: expected a number, found ${found(value)}`);
  }
  const word = new Uint8Array(format.size);
  format.write(Number(value), word, 0);
  const stored = format.read(word, 0);
  if (!Number.isFinite(stored) || BigInt(stored) !== value) {
    throw new TypeError(`${format.name}: cannot hold ${found(value)} exactly; give a number to have it rounded`);
  }
  bytes.set(word, offset);
}

/** The number nearest to an integer of a document, in one rounding. */
export function writeInteger(format: FloatFormat, value: bigint, bytes: Uint8Array, offset: number): void {
  format.write(format.size === 8 ? Number(value) : roundToOdd(value), bytes, offset);
}
