/** Which numbers a floating-point data type can hold. */
import type { DataType } from "@zarrkit/core/contract";

/** Two neighbours that enclose a value, and which of them has an even last digit. Equal when the value is held exactly. */
export interface Neighbours {
  readonly lower: number;
  readonly upper: number;
  readonly even: number;
}

/** The numbers of a format. Beyond its range, neighbours go on as if the exponent had no end. */
export interface FloatFormat {
  readonly smallest: number;
  readonly largest: number;
  readonly hasInfinity: boolean;
  readonly hasNaN: boolean;
  /** For a finite value. */
  neighbours(value: number | bigint): Neighbours;
}

/** `digits` of the mantissa, the leading one included; `exponent` of the smallest normal number. */
const binaryFormats: ReadonlyMap<string, FloatFormat> = new Map([
  ["float16", binaryFormat(11, -14, 65504)],
  ["bfloat16", binaryFormat(8, -126, (2 - 2 ** -7) * 2 ** 127)],
  ["float32", binaryFormat(24, -126, (2 - 2 ** -23) * 2 ** 127)],
  ["float64", binaryFormat(53, -1022, Number.MAX_VALUE)],
]);

/** Formats of at most eight bits, which are small enough to list all their numbers. */
const listedName = /^float(4|6|8)_\w+$/;
const listed = new Map<string, FloatFormat>();

/** The format of a data type, or `undefined` when it is none of the floating-point ones. */
export function floatFormat(dataType: DataType): FloatFormat | undefined {
  const binary = binaryFormats.get(dataType.name);
  if (binary !== undefined) return binary;
  const match = listedName.exec(dataType.name);
  if (match === null) return undefined;
  let format = listed.get(dataType.name);
  if (format === undefined) {
    format = listedFormat(dataType, Number(match[1]));
    listed.set(dataType.name, format);
  }
  return format;
}

function binaryFormat(digits: number, exponent: number, largest: number): FloatFormat {
  return {
    smallest: -largest,
    largest,
    hasInfinity: true,
    hasNaN: true,
    neighbours(value) {
      if (typeof value === "bigint" && BigInt.asIntN(54, value) !== value) return wideNeighbours(value, digits);
      const number = Number(value);
      const magnitude = Math.abs(number);
      const unit = 2 ** (Math.max(exponentOf(magnitude), exponent) - digits + 1);
      const count = magnitude / unit;
      const below = Math.floor(count);
      if (below === count) return { lower: number, upper: number, even: number };
      return enclose(number < 0, below * unit, (below + 1) * unit, below % 2 === 0);
    },
  };
}

const scratch = new DataView(new ArrayBuffer(8));

/** `floor(log2(magnitude))`, exactly; -1023 for what float64 holds without a leading digit. */
function exponentOf(magnitude: number): number {
  if (magnitude === 0) return -Infinity;
  scratch.setFloat64(0, magnitude);
  const biased = scratch.getUint16(0) >> 4;
  return biased === 0 ? -1023 : biased - 1023;
}

/** For integers that float64 may not hold. */
function wideNeighbours(value: bigint, digits: number): Neighbours {
  const magnitude = value < 0n ? -value : value;
  const shift = BigInt(magnitude.toString(2).length - digits);
  const below = magnitude >> shift;
  const lower = Number(below << shift);
  if (below << shift === magnitude) {
    const exact = value < 0n ? -lower : lower;
    return { lower: exact, upper: exact, even: exact };
  }
  return enclose(value < 0n, lower, Number((below + 1n) << shift), (below & 1n) === 0n);
}

function enclose(negative: boolean, inner: number, outer: number, innerIsEven: boolean): Neighbours {
  const even = innerIsEven ? inner : outer;
  return negative ? { lower: -outer, upper: -inner, even: -even } : { lower: inner, upper: outer, even };
}

function listedFormat(dataType: DataType, bits: number): FloatFormat {
  const patterns = Uint8Array.from({ length: 2 ** bits }, (_, pattern) => pattern);
  const all = Array.from(patterns, (pattern) => ({ pattern, value: dataType.unpack(patterns, pattern) as number }));
  const finite = all.filter(({ value }) => Number.isFinite(value)).sort((first, second) => first.value - second.value);
  const values = finite.map(({ value }) => value);
  const isEven = finite.map(({ pattern }) => pattern % 2 === 0);
  const smallest = values[0] as number;
  const largest = values[values.length - 1] as number;
  const beyond = (edge: number, inner: number): number => (edge / inner === 2 ? 2 * edge : 2 * edge - inner);
  const above = beyond(largest, values[values.length - 2] as number);
  // A format without negative numbers goes on towards zero by halves.
  const below = smallest > 0 ? smallest / 2 : beyond(smallest, values[1] as number);
  return {
    smallest,
    largest,
    hasInfinity: all.some(({ value }) => value === Infinity),
    hasNaN: all.some(({ value }) => Number.isNaN(value)),
    neighbours(value) {
      const number = Number(value);
      if (number > largest) return { lower: largest, upper: Math.max(number, above), even: above };
      if (number < smallest) return { lower: Math.min(number, below), upper: smallest, even: below };
      let low = 0;
      let high = values.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((values[middle] as number) <= number) low = middle;
        else high = middle - 1;
      }
      const lower = values[low] as number;
      if (lower === number) return { lower: number, upper: number, even: number };
      const upper = values[low + 1] as number;
      return { lower, upper, even: isEven[low] ? lower : upper };
    },
  };
}
