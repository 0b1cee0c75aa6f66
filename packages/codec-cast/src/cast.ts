/** The conversion of `cast_value`, element by element. */
import { type IntegerType, integerRange, type Real, type RealType, readReals, realWriter } from "./real-type.ts";
import { type RoundingMode, roundToFloat, roundToWhole } from "./round-real.ts";

/** How values are treated that the target cannot hold. */
export interface CastRules {
  /** Names the codec in messages. */
  readonly codec: string;
  readonly rounding: RoundingMode;
  readonly outOfRange: "clamp" | "wrap" | undefined;
}

/** Values that become chosen elements. Zero stands for both zeros, NaN for all. */
export type ScalarMap = ReadonlyMap<Real, Uint8Array>;

/** Casts elements of one type to another. Throws for a value that the rules leave without an answer. */
export function castElements(
  elements: Uint8Array,
  from: RealType,
  to: RealType,
  rules: CastRules,
  map: ScalarMap | undefined,
): Uint8Array {
  const source = readReals(elements, from);
  const output = realWriter(to, source.length);
  const convert = converter(to, rules);
  const size = to.dataType.itemSize as number;
  for (let index = 0; index < source.length; index++) {
    const value = source[index] as Real;
    const mapped = map?.get(value);
    if (mapped === undefined) output.write(index, convert(value));
    else output.elements.set(mapped, index * size);
  }
  return output.elements;
}

function converter(to: RealType, rules: CastRules): (value: Real) => Real {
  return to.kind === "integer" ? integerConverter(to, rules) : floatConverter(to, rules);
}

function integerConverter(to: IntegerType, rules: CastRules): (value: Real) => Real {
  const [min, max] = integerRange(to);
  const [low, high] = [Number(min), Number(max)];
  return (value) => {
    if (typeof value === "number") {
      if (!Number.isFinite(value)) throw unanswered(value, to, rules, "which has no such value");
      const whole = roundToWhole(value, rules.rounding);
      // 2^63 and 2^64 are float64 numbers, the largest integers below them are not.
      if (whole >= low && (to.bits === 64 ? whole < high : whole <= high)) return whole;
      return intoRange(BigInt(whole), value);
    }
    return value >= min && value <= max ? value : intoRange(value, value);
  };

  function intoRange(whole: bigint, value: Real): bigint {
    if (rules.outOfRange === "clamp") return whole < min ? min : max;
    if (rules.outOfRange === "wrap") return to.signed ? BigInt.asIntN(to.bits, whole) : BigInt.asUintN(to.bits, whole);
    throw unanswered(value, to, rules, `whose range is ${min} to ${max}`);
  }
}

function floatConverter(to: Extract<RealType, { kind: "float" }>, rules: CastRules): (value: Real) => Real {
  const { format } = to;
  return (value) => {
    if (Number.isNaN(value)) {
      if (format.hasNaN) return value;
      throw unanswered(value, to, rules, "which has no such value");
    }
    if (value === Infinity || value === -Infinity) {
      if (format.hasInfinity) return value;
      throw unanswered(value, to, rules, "which has no such value");
    }
    // float64 holds every number there is, and the platform rounds to float32 as most want it.
    if (typeof value === "number") {
      if (to.dataType.name === "float64") return value;
      if (to.dataType.name === "float32" && rules.rounding === "nearest-even") {
        const nearest = Math.fround(value);
        if (Number.isFinite(nearest)) return nearest;
      }
    }
    const rounded = roundToFloat(value, format, rules.rounding);
    if (rounded >= format.smallest && rounded <= format.largest) return rounded;
    if (rules.outOfRange !== "clamp") {
      throw unanswered(value, to, rules, `whose range is ${format.smallest} to ${format.largest}`);
    }
    if (format.hasInfinity) return rounded > 0 ? Infinity : -Infinity;
    return rounded > 0 && rounded > format.largest ? format.largest : format.smallest;
  };
}

function unanswered(value: Real, to: RealType, { codec }: CastRules, why: string): RangeError {
  return new RangeError(`${codec}: cannot cast ${value} to ${to.dataType.name}, ${why}`);
}
