import type { JsonValue, StoreOptions } from "../../contract/index.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import type { ArrayCreationOptions } from "../creation/creation-options.ts";
import { isNDArray, type NDArray } from "../value/nd-array.ts";
import { isNDArrayLike, type NDArrayLike } from "../value/nd-array-like.ts";
import { nestedListShape } from "../value/nested-list.ts";
import { inMemory, type StoredArray } from "./stored-array.ts";

/** Data that an array can be made of. */
export type ArrayData =
  | NDArrayLike
  | NDArray
  | StoredArray
  | ArrayBufferView
  | NestedData
  | string
  | number
  | bigint
  | boolean;

/** Nested lists of plain values. */
export type NestedData = readonly (number | bigint | boolean | string | NestedData)[];

/**
 * The data type that an array made of data gets, as far as its type tells: that of an array, of a typed array, or of the
 * plain values in nested lists. `string` where it does not tell.
 */
export type DtypeOf<Data> = NestedData extends Data
  ? string
  : Data extends { readonly dtype: infer D extends string }
    ? D
    : Data extends { readonly [Symbol.toStringTag]: infer Tag extends keyof typeof containers }
      ? (typeof containers)[Tag]
      : Data extends readonly (infer Item)[]
        ? DtypeOf<Item>
        : Data extends { readonly data: infer Container; readonly shape: readonly number[] }
          ? DtypeOf<Container>
          : Data extends number
            ? "float64"
            : Data extends bigint
              ? "int64"
              : Data extends boolean
                ? "bool"
                : Data extends string
                  ? "string"
                  : string;

/** Data with its shape and data type found out. */
export interface DescribedData {
  /** The data, in a form that can be written. */
  readonly value: unknown;
  /** The shape of the array that holds it. */
  readonly shape: readonly number[];
  /** A v3 name or metadata. */
  readonly dtype: JsonValue;
}

/**
 * Finds out the shape and data type of data. Lists of numbers are float64, of bigints int64, of booleans bool, of
 * strings string. Throws `InvalidArgumentError` for anything else.
 */
export async function describeData(given: unknown, { signal }: StoreOptions = {}): Promise<DescribedData> {
  const data = await inMemory(given, { signal });
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

const containers = {
  Int8Array: "int8",
  Uint8Array: "uint8",
  Uint8ClampedArray: "uint8",
  Int16Array: "int16",
  Uint16Array: "uint16",
  Int32Array: "int32",
  Uint32Array: "uint32",
  Float16Array: "float16",
  Float32Array: "float32",
  Float64Array: "float64",
  BigInt64Array: "int64",
  BigUint64Array: "uint64",
} as const;

function dtypeOfContainer(data: unknown): string {
  if (Array.isArray(data)) return dtypeOfScalar(data[0]);
  // The tag holds through subclasses (Buffer) and other realms, where constructors differ.
  const tag = (data as { [Symbol.toStringTag]?: string })[Symbol.toStringTag];
  if (tag !== undefined && Object.hasOwn(containers, tag)) return containers[tag as keyof typeof containers];
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

/** What a new array is to be: a shape and a data type, or data from which both follow. */
export interface NewArrayOptions<D extends string = string, Data extends ArrayData = ArrayData>
  extends Omit<ArrayCreationOptions, "shape" | "dtype"> {
  /** Length along each axis; one number for an array of one axis. */
  readonly shape?: ArrayCreationOptions["shape"] | undefined;
  /** The data type by its name, so that the array is narrowed to it, or in another form. `"float64"` when left out. */
  readonly dtype?: D | ArrayCreationOptions["dtype"] | undefined;
  /** What to make the array of, instead of `shape` and `dtype`. */
  readonly data?: Data | undefined;
  /** False: write the metadata of `data` only. */
  readonly writeData?: boolean | undefined;
}

/** The data type of a new array, as far as the options tell: the one named, or else that of the data. */
export type NewDtype<D extends string, Data> = string extends D ? DtypeOf<Data> : D;

/**
 * The shape and data type that the options ask for, and the value to write where they hold data.
 *
 * Throws `InvalidArgumentError` for data that is no array, and for options with both data and a shape or a data type, or with
 * neither.
 */
export async function resolveData({
  data,
  writeData = true,
  shape,
  ...options
}: NewArrayOptions): Promise<{ readonly options: ArrayCreationOptions; readonly value: unknown }> {
  if (data === undefined) {
    if (shape === undefined) throw new InvalidArgumentError("A new array needs shape and dtype, or data");
    return { options: { ...options, shape }, value: undefined };
  }
  if (shape !== undefined || options.dtype !== undefined) {
    throw new InvalidArgumentError("A new array takes data, or shape and dtype, not both");
  }
  const { value, ...found } = await describeData(data, options);
  return { options: { ...options, ...found }, value: writeData ? value : undefined };
}
