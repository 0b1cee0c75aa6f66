import type { JsonValue } from "@zarrkit/core/contract";
import { found } from "../foundation.ts";

/** The values that an integer type holds, both ends included. */
export interface IntegerRange {
  readonly name: string;
  readonly least: bigint;
  readonly most: bigint;
}

/** A range of at most 32 bits, its ends as numbers too: comparing a number with a bigint is slow. */
export interface SmallIntegerRange extends IntegerRange {
  readonly leastNumber: number;
  readonly mostNumber: number;
}

/** The integers of a width in bits. */
export function integerRange(name: string, bits: number, isSigned: boolean): SmallIntegerRange {
  const span = 1n << BigInt(bits);
  const least = isSigned ? -span / 2n : 0n;
  const most = least + span - 1n;
  return { name, least, most, leastNumber: Number(least), mostNumber: Number(most) };
}

function outside(range: IntegerRange, value: unknown): RangeError {
  return new RangeError(
    `${range.name}: expected an integer from ${range.least} to ${range.most}, found ${found(value)}`,
  );
}

/** An integer of at most 32 bits. Throws unless the value is a number or bigint in the range. */
export function packInteger(range: SmallIntegerRange, value: unknown): number {
  if (typeof value === "number") {
    if (!Number.isInteger(value) || value < range.leastNumber || value > range.mostNumber) {
      throw outside(range, value);
    }
    return value;
  }
  return Number(packBigInteger(range, value));
}

/** An integer of any width. Numbers beyond ±2^53 are refused: nobody knows any more which integer they were. */
export function packBigInteger(range: IntegerRange, value: unknown): bigint {
  if (typeof value === "bigint") {
    if (value < range.least || value > range.most) {
      throw outside(range, value);
    }
    return value;
  }
  if (typeof value !== "number") {
    throw new TypeError(`${range.name}: expected a number or bigint, found ${found(value)}`);
  }
  if (!Number.isInteger(value)) {
    throw outside(range, value);
  }
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`${range.name}: ${value} is beyond the exact integers of a number; give a bigint`);
  }
  return packBigInteger(range, BigInt(value));
}

/** An integer from a `fill_value`. `1.0` is one too: JSON as read here does not tell it from `1`. */
export function integerFill(range: IntegerRange, json: JsonValue): bigint {
  if (typeof json !== "number" && typeof json !== "bigint") {
    throw new TypeError(`${range.name}: expected a fill value that is an integer, found ${found(json)}`);
  }
  return packBigInteger(range, json);
}

/** The number of an integer, or the bigint itself beyond ±2^53. */
export function integerToJson(value: bigint): JsonValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
