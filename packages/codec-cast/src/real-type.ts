/** The data types that model real numbers, and how their elements are read and written as numbers. */
import type { Chunk, DataType, Elements } from "@zarrkit/core/contract";
import { type FloatFormat, floatFormat } from "./float-format.ts";

/** A number, exactly: 64-bit integers are `bigint`. */
export type Real = number | bigint;

/** Integers of so many bits. */
export interface IntegerType {
  readonly kind: "integer";
  readonly dataType: DataType;
  readonly bits: number;
  readonly signed: boolean;
}

/** Floating-point numbers. */
export interface FloatType {
  readonly kind: "float";
  readonly dataType: DataType;
  readonly format: FloatFormat;
}

export type RealType = IntegerType | FloatType;

const integerName = /^(u?)int(2|4|8|16|32|64)$/;

/** What there is to know of a data type for arithmetic. Throws for those that model no real numbers. */
export function realType(codec: string, dataType: DataType): RealType {
  const integer = integerName.exec(dataType.name);
  if (integer !== null) return { kind: "integer", dataType, bits: Number(integer[2]), signed: integer[1] === "" };
  const format = floatFormat(dataType);
  if (format !== undefined) return { kind: "float", dataType, format };
  throw new TypeError(`${codec}: works on integers and floats, not on data type ${dataType.name}`);
}

/** Lowest and highest value of an integer type. */
export function integerRange({ bits, signed }: IntegerType): readonly [min: bigint, max: bigint] {
  const size = BigInt(bits);
  return signed ? [-(1n << (size - 1n)), (1n << (size - 1n)) - 1n] : [0n, (1n << size) - 1n];
}

type TypedReals =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;
type TypedArray = TypedReals | BigInt64Array | BigUint64Array;
type TypedArrayConstructor = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => TypedArray;

const typedArrays: ReadonlyMap<string, TypedArrayConstructor> = new Map<string, TypedArrayConstructor>([
  ["int8", Int8Array],
  ["uint8", Uint8Array],
  ["int16", Int16Array],
  ["uint16", Uint16Array],
  ["int32", Int32Array],
  ["uint32", Uint32Array],
  ["int64", BigInt64Array],
  ["uint64", BigUint64Array],
  ["float32", Float32Array],
  ["float64", Float64Array],
]);

/** Elements as numbers. The answer may share their memory: it is for reading. */
export function readReals(elements: Uint8Array, { dataType }: RealType): ArrayLike<Real> {
  const size = dataType.itemSize as number;
  const length = elements.byteLength / size;
  const View = typedArrays.get(dataType.name);
  if (View === undefined) return Array.from({ length }, (_, index) => dataType.unpack(elements, index) as Real);
  const aligned = elements.byteOffset % size === 0 ? elements : elements.slice();
  return new View(aligned.buffer, aligned.byteOffset, length);
}

/** Writes numbers that a data type is known to hold, one by one. */
export interface RealWriter {
  readonly elements: Uint8Array;
  write(index: number, value: Real): void;
}

/** Elements to be filled with numbers. */
export function realWriter({ dataType }: RealType, length: number): RealWriter {
  const elements = new Uint8Array(length * (dataType.itemSize as number));
  const View = typedArrays.get(dataType.name);
  if (View === undefined) return { elements, write: (index, value) => dataType.pack(value, elements, index) };
  const view = new View(elements.buffer, 0, length);
  if (view instanceof BigInt64Array || view instanceof BigUint64Array) {
    return {
      elements,
      write: (index, value) => {
        view[index] = typeof value === "bigint" ? value : BigInt(value);
      },
    };
  }
  return {
    elements,
    write: (index, value) => {
      view[index] = Number(value);
    },
  };
}

/** The elements of a chunk of a fixed-size data type. */
export function fixedSizeElements(codec: string, elements: Elements): Uint8Array {
  if (elements instanceof Uint8Array) return elements;
  throw new TypeError(`${codec}: works on elements of a fixed size only`);
}

/** A chunk in C order at offset 0. */
export function contiguousChunk(elements: Uint8Array, shape: readonly number[]): Chunk {
  const stride = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride[axis] = step;
    step *= shape[axis] as number;
  }
  return { elements, shape, stride, offset: 0 };
}
