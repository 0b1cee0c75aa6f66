/**
 * What each data type looks like in JavaScript: by its v3 name, the container that holds many elements
 * and the value of one. Types only.
 *
 * @module
 */

/**
 * Elements that no typed array can show, over the bytes of a chunk. Positions count elements; one outside
 * `0 <= index < length` is a `RangeError`, except for `at`, which counts from the end when negative.
 */
export interface ElementView<Value> extends Iterable<Value> {
  /** How many elements there are. */
  readonly length: number;
  /** The elements as they lie in memory, in the host's byte order. The same memory, not a copy. */
  readonly bytes: Uint8Array;
  /** The value of an element. Throws a `RangeError` outside. */
  get(index: number): Value;
  /** Throws when the data type cannot hold the value. */
  set(index: number, value: Value): void;
  /** The value of an element, from the end when negative; `undefined` outside. */
  at(index: number): Value | undefined;
  /** The values of all elements. */
  toArray(): Value[];
}

/** Numbers that no typed array can show. `view[i]` works too; `get` and `set` are faster. */
export interface NumberView extends ElementView<number> {
  [index: number]: number;
  set(index: number, value: number): void;
  /** Copies values into the view, as `set` of a typed array does. */
  set(values: ArrayLike<number>, offset?: number): void;
}

/** What a `Float16Array` and its stand-in on older hosts have in common. */
export interface Float16Data extends Iterable<number> {
  /** How many numbers there are. */
  readonly length: number;
  [index: number]: number;
  /** A number, from the end when negative; `undefined` outside. */
  at(index: number): number | undefined;
  /** Copies numbers in, from position `offset` on. */
  set(values: ArrayLike<number>, offset?: number): void;
}

/** A complex number. */
export type Complex = readonly [re: number, im: number];

/** The value of a structured element: its fields by name. */
export interface StructValue {
  readonly [field: string]: unknown;
}

/** From the v3 name of a data type to its container: what `NDArray.data` is. Complex numbers are interleaved. */
export interface DataTypeMap {
  /** 0 or 1. */
  readonly bool: Uint8Array;
  readonly int8: Int8Array;
  readonly int16: Int16Array;
  readonly int32: Int32Array;
  readonly int64: BigInt64Array;
  readonly uint8: Uint8Array;
  readonly uint16: Uint16Array;
  readonly uint32: Uint32Array;
  readonly uint64: BigUint64Array;
  readonly float16: Float16Data;
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly complex64: Float32Array;
  readonly complex128: Float64Array;
  readonly string: string[];
  readonly variable_length_bytes: Uint8Array[];
  readonly fixed_length_utf32: ElementView<string>;
  readonly null_terminated_bytes: ElementView<Uint8Array>;
  readonly raw_bytes: ElementView<Uint8Array>;
  readonly [rawBits: `r${bigint}`]: ElementView<Uint8Array>;
  readonly "numpy.datetime64": BigInt64Array;
  readonly "numpy.timedelta64": BigInt64Array;
  readonly struct: ElementView<StructValue>;
  readonly object: unknown[];
  readonly int2: NumberView;
  readonly int4: NumberView;
  readonly uint2: NumberView;
  readonly uint4: NumberView;
  readonly bfloat16: NumberView;
  readonly float4_e2m1fn: NumberView;
  readonly float6_e2m3fn: NumberView;
  readonly float6_e3m2fn: NumberView;
  readonly float8_e3m4: NumberView;
  readonly float8_e4m3: NumberView;
  readonly float8_e4m3fn: NumberView;
  readonly float8_e4m3b11fnuz: NumberView;
  readonly float8_e4m3fnuz: NumberView;
  readonly float8_e5m2: NumberView;
  readonly float8_e5m2fnuz: NumberView;
  readonly float8_e8m0fnu: NumberView;
  readonly complex_float16: Float16Data;
  readonly complex_bfloat16: NumberView;
  readonly complex_float4_e2m1fn: NumberView;
  readonly complex_float6_e2m3fn: NumberView;
  readonly complex_float6_e3m2fn: NumberView;
  readonly complex_float8_e3m4: NumberView;
  readonly complex_float8_e4m3: NumberView;
  readonly complex_float8_e4m3b11fnuz: NumberView;
  readonly complex_float8_e4m3fnuz: NumberView;
  readonly complex_float8_e5m2: NumberView;
  readonly complex_float8_e5m2fnuz: NumberView;
  readonly complex_float8_e8m0fnu: NumberView;
}

/** The v3 name of a data type that this map lists. */
export type DataTypeName = keyof DataTypeMap;

/** Any container that `data` can be. */
export type AnyData = DataTypeMap[DataTypeName] | ArrayLike<unknown>;

// Looked up by name instead of chosen by conditions, which would keep a `ZarrArray<"float32">` from being a `ZarrArray`.
interface Containers extends DataTypeMap {
  readonly [name: string]: AnyData;
}

/** The container of a data type; of one that is known only at run time, or that the map does not list, any of them. */
export type DataOf<Name extends string> = Containers[Name];

type ListedScalar<Name extends DataTypeName> = Name extends "bool"
  ? boolean
  : Name extends `complex${string}`
    ? Complex
    : DataTypeMap[Name] extends Iterable<infer Value>
      ? Value
      : unknown;

/** From the v3 name of a data type to the value of one element. */
export type ScalarMap = { readonly [Name in DataTypeName]: ListedScalar<Name> };

interface Scalars extends ScalarMap {
  readonly [name: string]: unknown;
}

/** The value of one element; `unknown` for a data type that the map does not list. */
export type ScalarOf<Name extends string> = Scalars[Name];
