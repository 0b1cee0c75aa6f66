import { product } from "../src/oracle/array.ts";
import { type ElementType, packed, type Scalar } from "../src/oracle/element.ts";
import { possibleForm, publicValue } from "../src/oracle/value.ts";
import type { Wire } from "./peer.ts";

const extremes: Readonly<Record<string, readonly Scalar[]>> = {
  float16: [0, -0, 1, -1, 65504, -65504, 2 ** -24, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5],
  float32: [
    0,
    -0,
    1.5,
    3.4028234663852886e38,
    1.401298464324817e-45,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ],
  float64: [0, -0, 0.1, 1.7976931348623157e308, 5e-324, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
};

function value(type: ElementType, i: number): Scalar {
  if (type.name === "bool") return i % 3 === 0;
  const complex = /^complex(64|128)$/.exec(type.name);
  if (complex !== null) {
    const part = extremes[complex[1] === "64" ? "float32" : "float64"] as readonly number[];
    return [part[i % part.length] as number, part[(i * 5 + 3) % part.length] as number];
  }
  const list = extremes[type.name];
  if (list !== undefined) return i % 2 === 0 ? (list[(i / 2) % list.length] as Scalar) : (i % 512) / 8;
  const bits = BigInt(type.size * 8);
  const signed = type.name.startsWith("int");
  const edges = signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n, -1n] : [0n, (1n << bits) - 1n, 1n];
  const raw = i % 4 === 0 ? (edges[(i / 4) % 3] as bigint) : BigInt(i % 100);
  return bits === 64n ? raw : Number(raw);
}

/** Elements that differ from their neighbours, the extreme ones of the type among them. `salt` moves them. */
export function sample(type: ElementType, count: number, salt = 0): Scalar[] {
  return Array.from({ length: count }, (_, i) => value(type, i + salt));
}

/** A fill value that is not zero. */
export function sampleFill(type: ElementType): Scalar {
  if (type.name === "bool") return true;
  if (type.name.startsWith("complex")) return [1.5, -2.5];
  return type.name.endsWith("int64") ? 42n : 42;
}

export function wire(type: ElementType, shape: readonly number[], values: readonly Scalar[]): Wire {
  return { dtype: type.name, shape, bytes: packed(type, values) };
}

/** The same values as this library takes them. */
export function ours(type: ElementType, shape: readonly number[], values: readonly Scalar[]): unknown {
  if (product(shape) !== values.length) throw new RangeError(`${values.length} values for shape ${shape}`);
  return publicValue(possibleForm("ndarray", type, shape), type, values, shape);
}
