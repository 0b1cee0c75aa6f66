/**
 * `ndarray.astype` with numpy's "unsafe" rules: integers wrap, floats are cut towards zero, a complex
 * number loses its imaginary part. Floats beyond an integer type have no defined value in numpy; they
 * follow what x86-64 processors do.
 */
import { allocateNumbers, isWide, type NumericArray, type NumericType, rounding } from "./element-view.ts";

const TWO_31 = 2 ** 31;
const TWO_63 = 2 ** 63;
const INT64_MIN = -(2n ** 63n);

/** Casts every element. Answers the argument itself when nothing changes. */
export function castNumbers(numbers: NumericArray, from: NumericType, to: NumericType): NumericArray {
  if (from.kind === to.kind && from.itemSize === to.itemSize) return numbers;
  const real = from.kind === "complex" && to.kind !== "complex" ? everyOther(numbers) : numbers;
  const complex = from.kind !== "complex" && to.kind === "complex";
  const length = from.kind === "complex" && to.kind === "complex" ? real.length / 2 : real.length;
  const output = allocateNumbers(to, length);
  const step = complex ? 2 : 1;
  if (isWide(output)) {
    const unsigned = to.kind === "unsigned";
    for (let index = 0; index < real.length; index++) {
      const value = real[index] as number | bigint;
      output[index] = typeof value === "bigint" ? value : toWide(value, unsigned);
    }
    return output;
  }
  const convert = numberCast(from, to);
  for (let index = 0; index < real.length; index++) output[index * step] = convert(real[index] as number | bigint);
  return output;
}

/** A cast of one value into a type that is computed as `number`; what it leaves to do, a typed array does. */
function numberCast(from: NumericType, to: NumericType): (value: number | bigint) => number {
  const wide = from.itemSize === 8 && (from.kind === "signed" || from.kind === "unsigned");
  switch (to.kind) {
    case "boolean":
      return (value) => (value ? 1 : 0) || (Number.isNaN(value) ? 1 : 0);
    case "signed":
    case "unsigned":
      if (wide) return (value) => Number(BigInt.asIntN(32, value as bigint));
      if (from.kind !== "float" && from.kind !== "complex") return (value) => value as number;
      return to.kind === "unsigned" && to.itemSize === 4
        ? (value) => Number(BigInt.asUintN(32, toWide(value as number, false)))
        : (value) => toInt32(value as number);
    default: {
      const round = rounding(to);
      // numpy reaches float16 from integers through float32.
      if (wide) return (value) => round(wideToFloat32(value as bigint, to));
      if (from.kind === "float" || from.kind === "complex") return (value) => round(value as number);
      return (value) => round(to.itemSize === 2 ? Math.fround(value as number) : (value as number));
    }
  }
}

function toInt32(value: number): number {
  const whole = Math.trunc(value);
  return whole >= -TWO_31 && whole < TWO_31 ? whole : -TWO_31;
}

function toWide(value: number, unsigned: boolean): bigint {
  const whole = Math.trunc(value);
  if (whole >= -TWO_63 && whole < TWO_63) return BigInt(whole);
  return unsigned && whole >= TWO_63 && whole < 2 * TWO_63 ? BigInt(whole) : INT64_MIN;
}

/** A 64-bit integer as a float, rounded once for float32, which rounding through float64 would not be. */
function wideToFloat32(value: bigint, to: NumericType): number {
  const size = to.kind === "complex" ? to.itemSize / 2 : to.itemSize;
  const magnitude = value < 0n ? -value : value;
  if (size === 8 || magnitude < 2n ** 53n) return size === 8 ? Number(value) : Math.fround(Number(value));
  // What is cut off only matters as "something is there", which one sticky bit says.
  const sticky = (magnitude >> 11n) | (magnitude & 0x7ffn ? 1n : 0n);
  const rounded = Math.fround(Number(sticky)) * 2048;
  return value < 0n ? -rounded : rounded;
}

function everyOther(numbers: NumericArray): NumericArray {
  return (numbers as Float64Array).filter((_, index) => index % 2 === 0);
}

/** The type that numpy computes in when both meet: `numpy.promote_types`. */
export function promoteTypes(first: NumericType, second: NumericType): NumericType {
  if (first.kind === second.kind) return first.itemSize >= second.itemSize ? first : second;
  if (first.kind === "boolean") return second;
  if (second.kind === "boolean") return first;
  if (first.kind === "complex" || second.kind === "complex") {
    const [complex, other] = first.kind === "complex" ? [first, second] : [second, first];
    const part = promoteTypes({ kind: "float", itemSize: complex.itemSize / 2 }, other);
    return { kind: "complex", itemSize: 2 * Math.max(4, part.itemSize) };
  }
  if (first.kind === "float" || second.kind === "float") {
    const [float, integer] = first.kind === "float" ? [first, second] : [second, first];
    return { kind: "float", itemSize: Math.max(float.itemSize, Math.min(8, integer.itemSize * 2)) };
  }
  const [signed, unsigned] = first.kind === "signed" ? [first, second] : [second, first];
  if (signed.itemSize > unsigned.itemSize) return signed;
  return unsigned.itemSize === 8 ? { kind: "float", itemSize: 8 } : { kind: "signed", itemSize: unsigned.itemSize * 2 };
}
