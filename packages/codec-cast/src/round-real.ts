/** Rounding a real number to what a data type can hold. */
import type { FloatFormat, Neighbours } from "./float-format.ts";
import type { Real } from "./real-type.ts";

export const roundingModes = [
  "nearest-even",
  "towards-zero",
  "towards-positive",
  "towards-negative",
  "nearest-away",
] as const;

/** How a value between two neighbours is rounded. Source: zarr-extensions, codecs/cast_value. */
export type RoundingMode = (typeof roundingModes)[number];

/** Rounds a finite value to a float. The answer may lie beyond the range of the format. */
export function roundToFloat(value: Real, format: FloatFormat, mode: RoundingMode): number {
  const neighbours = format.neighbours(value);
  if (neighbours.lower === neighbours.upper) return neighbours.lower;
  return choose(value, neighbours, mode);
}

/** Rounds a finite number to a whole one. Keeps the sign of zero. */
export function roundToWhole(value: number, mode: RoundingMode): number {
  if (Number.isInteger(value)) return value;
  const lower = Math.floor(value);
  return choose(value, { lower, upper: lower + 1, even: lower % 2 === 0 ? lower : lower + 1 }, mode);
}

function choose(value: Real, { lower, upper, even }: Neighbours, mode: RoundingMode): number {
  const negative = value < 0;
  switch (mode) {
    case "towards-positive":
      return upper;
    case "towards-negative":
      return lower;
    case "towards-zero":
      return negative ? upper : lower;
    default: {
      const side = compareToMiddle(value, lower, upper);
      if (side !== 0) return side < 0 ? lower : upper;
      if (mode === "nearest-even") return even;
      return negative ? lower : upper;
    }
  }
}

/** Below zero when a value is nearer to the lower neighbour, above when nearer to the upper. */
function compareToMiddle(value: Real, lower: number, upper: number): number {
  if (typeof value === "bigint" && BigInt.asIntN(54, value) !== value) {
    const twice = 2n * value - (BigInt(lower) + BigInt(upper));
    return twice < 0n ? -1 : twice > 0n ? 1 : 0;
  }
  // Neighbours are so close that both differences are exact.
  const number = Number(value);
  return number - lower - (upper - number);
}
