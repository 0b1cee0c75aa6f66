import {
  InvalidArgumentError,
  isNDArray,
  isNDArrayLike,
  type JsonValue,
  type NDArray,
  type NDArrayLike,
  nestedListShape,
  ZarrArray,
} from "@zarrkit/core";

/** Data that an array can be made of. */
export type ArrayData =
  | NDArrayLike
  | NDArray
  | ZarrArray
  | ArrayBufferView
  | NestedData
  | string
  | number
  | bigint
  | boolean;

/** Nested lists of plain values. */
export type NestedData = readonly (number | bigint | boolean | string | NestedData)[];

/** Data with its shape and data type found out. */
export interface DescribedData {
  readonly value: unknown;
  readonly shape: readonly number[];
  /** A v3 name or metadata. */
  readonly dtype: JsonValue;
}

/**
 * Finds out the shape and data type of data. Lists of numbers are float64, of bigints int64, of booleans bool, of
 * strings string. Throws `InvalidArgumentError` for anything else.
 */
export async function describeData(data: unknown, signal?: AbortSignal): Promise<DescribedData> {
  if (data instanceof ZarrArray) return describeData(await data.get(undefined, { signal }));
  if (isNDArray(data)) return { value: data, shape: data.shape, dtype: data.dataType.metadata as JsonValue };
  if (isNDArrayLike(data)) return { value: data, shape: data.shape, dtype: dtypeOfContainer(data.data) };
  if (ArrayBuffer.isView(data)) {
    return { value: data, shape: [(data as unknown as ArrayLike<unknown>).length], dtype: dtypeOfContainer(data) };
  }
  const shape = listShape(data);
  // Flat with a shape, so that two numbers are never taken for one that is complex.
  const value = Array.isArray(data) ? { data: data.flat(shape.length), shape } : data;
  return { value, shape, dtype: dtypeOfScalar(firstOf(data)) };
}

/** True for data that is one array; a list or record of such data is a group. */
export function isArrayData(data: unknown): boolean {
  if (data instanceof ZarrArray || isNDArrayLike(data) || ArrayBuffer.isView(data)) return true;
  if (!Array.isArray(data)) return typeof data !== "object" && data !== undefined;
  return data.every((item) => (Array.isArray(item) ? isArrayData(item) : typeof item !== "object"));
}

const containers: readonly [constructor: string, dtype: string][] = [
  ["Int8Array", "int8"],
  ["Uint8Array", "uint8"],
  ["Uint8ClampedArray", "uint8"],
  ["Int16Array", "int16"],
  ["Uint16Array", "uint16"],
  ["Int32Array", "int32"],
  ["Uint32Array", "uint32"],
  ["Float16Array", "float16"],
  ["Float32Array", "float32"],
  ["Float64Array", "float64"],
  ["BigInt64Array", "int64"],
  ["BigUint64Array", "uint64"],
];

function dtypeOfContainer(data: unknown): string {
  if (Array.isArray(data)) return dtypeOfScalar(data[0]);
  // The tag holds through subclasses (Buffer) and other realms, where constructors differ.
  const tag = (data as { [Symbol.toStringTag]?: string })[Symbol.toStringTag];
  const found = containers.find(([name]) => name === tag);
  if (found !== undefined) return found[1];
  throw new InvalidArgumentError(`No data type is known for ${String(tag ?? typeof data)}; give dtype`);
}

function dtypeOfScalar(value: unknown): string {
  if (typeof value === "number" || value === undefined) return "float64";
  if (typeof value === "bigint") return "int64";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "string";
  throw new InvalidArgumentError(
    `Data must be a typed array with a shape, or nested lists of plain values; found ${typeof value}`,
  );
}

function listShape(data: unknown): readonly number[] {
  try {
    return nestedListShape(data);
  } catch (cause) {
    throw new InvalidArgumentError(`The nested lists are no array: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function firstOf(data: unknown): unknown {
  return Array.isArray(data) ? firstOf(data[0]) : data;
}
