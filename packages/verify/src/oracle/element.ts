import * as fc from "fast-check";

/** One element as the oracle holds it: complex numbers are `[re, im]`. */
export type Scalar = boolean | number | bigint | readonly [number, number];

/** What the oracle knows of a data type, written down here once more and independently of the library. */
export interface ElementType {
  readonly name: string;
  /** The numpy string without its byte order. */
  readonly numpy: string;
  readonly size: number;
  readonly scalar: fc.Arbitrary<Scalar>;
  readonly zero: Scalar;
  write(view: DataView, at: number, value: Scalar): void;
  /** The typed array that holds such elements one after another, where the host has one. */
  container(values: readonly Scalar[]): ArrayLike<number | bigint> | undefined;
}

const integers: readonly ElementType[] = (
  [
    ["int8", "i1", 8, Int8Array, "setInt8"],
    ["int16", "i2", 16, Int16Array, "setInt16"],
    ["int32", "i4", 32, Int32Array, "setInt32"],
    ["uint8", "u1", 8, Uint8Array, "setUint8"],
    ["uint16", "u2", 16, Uint16Array, "setUint16"],
    ["uint32", "u4", 32, Uint32Array, "setUint32"],
  ] as const
).map(([name, numpy, bits, Container, setter]): ElementType => {
  const signed = name.startsWith("int");
  const min = signed ? -(2 ** (bits - 1)) : 0;
  const max = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  return {
    name,
    numpy,
    size: bits / 8,
    scalar: fc.oneof(
      fc.integer({ min: Math.max(min, -3), max: 3 }),
      fc.constantFrom(min, max),
      fc.integer({ min, max }),
    ),
    zero: 0,
    write: (view, at, value) => view[setter](at, value as number, true),
    container: (values) => Container.from(values as readonly number[]),
  };
});

const wideIntegers: readonly ElementType[] = (["int64", "uint64"] as const).map((name): ElementType => {
  const [min, max] = name === "int64" ? [-(1n << 63n), (1n << 63n) - 1n] : [0n, (1n << 64n) - 1n];
  return {
    name,
    numpy: name === "int64" ? "i8" : "u8",
    size: 8,
    scalar: fc.oneof(fc.bigInt({ min: 0n, max: 3n }), fc.constantFrom(min, max), fc.bigInt({ min, max })),
    zero: 0n,
    write: (view, at, value) => view.setBigUint64(at, BigInt.asUintN(64, value as bigint), true),
    container: (values) => (name === "int64" ? BigInt64Array : BigUint64Array).from(values as readonly bigint[]),
  };
});

/** Half precision by its definition, for values that it holds exactly. */
export function halfBits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude === 0) return sign;
  if (magnitude === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(magnitude)));
  const mantissa = magnitude / 2 ** exponent;
  return sign | (mantissa < 1 ? mantissa * 1024 : ((exponent + 15) << 10) | ((mantissa - 1) * 1024));
}

const special = fc.constantFrom(0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
const half: fc.Arbitrary<number> = fc.oneof(
  special,
  fc.constantFrom(65504, 2 ** -24, 2 ** -14, -(2 ** -24), 1023 * 2 ** -24),
  fc.tuple(fc.integer({ min: -1023, max: 1023 }), fc.integer({ min: -10, max: 5 })).map(([m, e]) => m * 2 ** e),
);
const single: fc.Arbitrary<number> = fc.oneof(special, fc.float());
const double: fc.Arbitrary<number> = fc.oneof(special, fc.double());

const floats: readonly ElementType[] = [
  {
    name: "float16",
    numpy: "f2",
    size: 2,
    scalar: half,
    zero: 0,
    write: (view, at, value) => view.setUint16(at, halfBits(value as number), true),
    container: () => undefined,
  },
  {
    name: "float32",
    numpy: "f4",
    size: 4,
    scalar: single,
    zero: 0,
    write: (view, at, value) => view.setFloat32(at, value as number, true),
    container: (values) => Float32Array.from(values as readonly number[]),
  },
  {
    name: "float64",
    numpy: "f8",
    size: 8,
    scalar: double,
    zero: 0,
    write: (view, at, value) => view.setFloat64(at, value as number, true),
    container: (values) => Float64Array.from(values as readonly number[]),
  },
];

const complexes: readonly ElementType[] = [
  {
    name: "complex64",
    numpy: "c8",
    size: 8,
    scalar: fc.tuple(single, single),
    zero: [0, 0],
    write: (view, at, value) => {
      const [re, im] = value as readonly [number, number];
      view.setFloat32(at, re, true);
      view.setFloat32(at + 4, im, true);
    },
    container: (values) => Float32Array.from((values as readonly (readonly [number, number])[]).flat()),
  },
  {
    name: "complex128",
    numpy: "c16",
    size: 16,
    scalar: fc.tuple(double, double),
    zero: [0, 0],
    write: (view, at, value) => {
      const [re, im] = value as readonly [number, number];
      view.setFloat64(at, re, true);
      view.setFloat64(at + 8, im, true);
    },
    container: (values) => Float64Array.from((values as readonly (readonly [number, number])[]).flat()),
  },
];

const bool: ElementType = {
  name: "bool",
  numpy: "b1",
  size: 1,
  scalar: fc.boolean(),
  zero: false,
  write: (view, at, value) => view.setUint8(at, value === true ? 1 : 0),
  container: (values) => Uint8Array.from(values, (value) => (value === true ? 1 : 0)),
};

export const elementTypes: readonly ElementType[] = [bool, ...integers, ...wideIntegers, ...floats, ...complexes].map(
  // A counterexample names the type, and does not print its functions.
  (type) => ({ ...type, [fc.toStringMethod]: () => type.name }),
);

/** Elements as packed little-endian bytes. */
export function packed(type: ElementType, values: readonly Scalar[]): Uint8Array {
  const bytes = new Uint8Array(values.length * type.size);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    type.write(view, i * type.size, value);
  });
  return bytes;
}
