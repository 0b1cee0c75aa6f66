import { binaryExponent, found, powerOfTwo, uint8Word, uint16Word } from "../foundation.ts";
import type { FloatFormat } from "./float-format.ts";

/**
 * How a floating-point format of at most 16 bits splits its word: sign, exponent, mantissa from the top.
 * Exponent field 0 holds zero and the subnormal numbers, unless there is no mantissa.
 */
export interface FloatLayout {
  readonly name: string;
  readonly exponentBits: number;
  readonly mantissaBits: number;
  readonly bias: number;
  /** False: there is no sign bit. */
  readonly signed: boolean;
  /**
   * Which words are not finite numbers:
   * - `ieee`: the largest exponent field holds infinity (mantissa 0) and NaN
   * - `top`: the word of all ones is NaN, with either sign; there is no infinity
   * - `negative zero`: that word is the only NaN; there is no infinity
   * - `none`: every word is a number
   */
  readonly specials: "ieee" | "top" | "negative zero" | "none";
}

/** The converter for a layout, both directions exact: rounding happens once, from the double. */
export function binaryFloat(layout: FloatLayout): FloatFormat {
  const { name, exponentBits, mantissaBits, bias, signed, specials } = layout;
  const valueBits = exponentBits + mantissaBits;
  const signBit = signed ? 1 << valueBits : 0;
  const top = (1 << valueBits) - 1;
  const infinity = specials === "ieee" ? ((1 << exponentBits) - 1) << mantissaBits : undefined;
  const largest = infinity !== undefined ? infinity - 1 : specials === "top" ? top - 1 : top;
  const nan =
    infinity !== undefined
      ? infinity | (1 << (mantissaBits - 1))
      : specials === "top"
        ? top
        : specials === "negative zero"
          ? signBit
          : undefined;
  const hasZero = mantissaBits > 0;
  const leastExponent = hasZero ? 1 - bias : -bias;
  const mantissaMask = (1 << mantissaBits) - 1;
  const size = signBit > 0x80 || top > 0xff ? 2 : 1;
  const word = size === 2 ? uint16Word : uint8Word;
  const wordMask = top | signBit;

  function decode(bits: number): number {
    if (specials === "negative zero" && bits === signBit) {
      return Number.NaN;
    }
    const value = magnitude(bits & top);
    return signed && (bits & signBit) !== 0 ? -value : value;
  }

  function magnitude(bits: number): number {
    if (bits > largest) {
      return bits === infinity ? Number.POSITIVE_INFINITY : Number.NaN;
    }
    const field = bits >>> mantissaBits;
    const mantissa = bits & mantissaMask;
    const significand = field === 0 && hasZero ? mantissa : mantissa + mantissaMask + 1;
    return significand * powerOfTwo(Math.max(field - bias, leastExponent) - mantissaBits);
  }

  function outside(value: number): RangeError {
    return new RangeError(`${name}: cannot hold ${found(value)}`);
  }

  function encode(value: number): number {
    if (Number.isNaN(value)) {
      if (nan === undefined) {
        throw outside(value);
      }
      return nan;
    }
    const isNegative = value < 0 || Object.is(value, -0);
    if (isNegative && !signed) {
      throw outside(value);
    }
    const bits = encodeMagnitude(Math.abs(value), value);
    const isLoneZero = bits === 0 && specials === "negative zero";
    return isNegative && !isLoneZero ? bits | signBit : bits;
  }

  function encodeMagnitude(value: number, given: number): number {
    if (value === Number.POSITIVE_INFINITY) {
      if (infinity === undefined) {
        throw outside(given);
      }
      return infinity;
    }
    // In units of the last place the value is a small number with an exact fraction: scaling by a power
    // of two loses nothing, and what is left to decide is one rounding.
    const exponent = Math.max(binaryExponent(value), leastExponent);
    const scaled = value * powerOfTwo(mantissaBits - exponent);
    let units = Math.floor(scaled);
    const rest = scaled - units;
    if (rest > 0.5 || (rest === 0.5 && units % 2 === 1)) {
      units++;
    }
    if (!hasZero && units === 0) {
      throw outside(given);
    }
    // Numbers of one exponent follow each other, and so do exponents: a carry needs no care.
    const bits = ((exponent - leastExponent) << mantissaBits) + units - (hasZero ? 0 : 1);
    if (bits > largest) {
      if (infinity === undefined) {
        throw outside(given);
      }
      return infinity;
    }
    return bits;
  }

  return Object.freeze({
    name,
    size,
    nan: nan === undefined ? undefined : `0x${nan.toString(16).padStart(2 * size, "0")}`,
    ...(wordMask === 0xff || size === 2 ? {} : { mask: wordMask }),
    read: (bytes: Uint8Array, offset: number): number => decode(word.read(bytes, offset) & wordMask),
    write: (value: number, bytes: Uint8Array, offset: number): void => word.write(encode(value), bytes, offset),
  });
}

export const float16Format: FloatFormat = binaryFloat({
  name: "float16",
  exponentBits: 5,
  mantissaBits: 10,
  bias: 15,
  signed: true,
  specials: "ieee",
});
