/**
 * Numeric elements as arrays to compute with. float16 is widened to a `Float32Array`, complex numbers
 * are two lanes in a row, everything else is a view of its own kind.
 */
import type { Chunk, DataType, Elements } from "@zarrkit/core/contract";
import { halfToNumber, numberToHalf } from "./half-float.ts";

export type NumericKind = "boolean" | "signed" | "unsigned" | "float" | "complex";

/** What arithmetic has to know of a data type. `itemSize` counts bytes. */
export interface NumericType {
  readonly kind: NumericKind;
  readonly itemSize: number;
}

export type SmallArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;
export type WideArray = BigInt64Array | BigUint64Array;
export type NumericArray = SmallArray | WideArray;

const numericTypes: ReadonlyMap<string, NumericType> = new Map([
  ["bool", { kind: "boolean", itemSize: 1 }],
  ["int8", { kind: "signed", itemSize: 1 }],
  ["int16", { kind: "signed", itemSize: 2 }],
  ["int32", { kind: "signed", itemSize: 4 }],
  ["int64", { kind: "signed", itemSize: 8 }],
  ["uint8", { kind: "unsigned", itemSize: 1 }],
  ["uint16", { kind: "unsigned", itemSize: 2 }],
  ["uint32", { kind: "unsigned", itemSize: 4 }],
  ["uint64", { kind: "unsigned", itemSize: 8 }],
  ["float16", { kind: "float", itemSize: 2 }],
  ["float32", { kind: "float", itemSize: 4 }],
  ["float64", { kind: "float", itemSize: 8 }],
  ["complex64", { kind: "complex", itemSize: 8 }],
  ["complex128", { kind: "complex", itemSize: 16 }],
] satisfies [string, NumericType][]);

/** The numeric type behind a data type, when its kind is one of those asked for. Throws otherwise. */
export function numericType(codec: string, dataType: DataType, kinds: readonly NumericKind[]): NumericType {
  const type = numericTypes.get(dataType.name);
  if (type !== undefined && kinds.includes(type.kind)) return type;
  throw new TypeError(`${codec}: works on ${kinds.join(", ")} numbers, not on data type ${dataType.name}`);
}

/** Elements as they are, for codecs of fixed-size data types. Throws for any other. */
export function fixedSizeElements(codec: string, elements: Elements): Uint8Array {
  if (elements instanceof Uint8Array) return elements;
  throw new TypeError(`${codec}: works on elements of a fixed size only`);
}

/** Elements to compute with. The answer may share their memory: it is for reading. */
export function loadNumbers(elements: Uint8Array, type: NumericType): NumericArray {
  if (type.kind === "float" && type.itemSize === 2) {
    const halves = new Uint16Array(aligned(elements, 2), alignedOffset(elements, 2), elements.byteLength / 2);
    return Float32Array.from(halves, halfToNumber);
  }
  const size = type.kind === "complex" ? type.itemSize / 2 : type.itemSize;
  const buffer = aligned(elements, size);
  const offset = alignedOffset(elements, size);
  const length = elements.byteLength / size;
  switch (type.kind) {
    case "boolean":
      return elements;
    case "float":
    case "complex":
      return size === 4 ? new Float32Array(buffer, offset, length) : new Float64Array(buffer, offset, length);
    case "signed":
      if (size === 1) return new Int8Array(buffer, offset, length);
      if (size === 2) return new Int16Array(buffer, offset, length);
      return size === 4 ? new Int32Array(buffer, offset, length) : new BigInt64Array(buffer, offset, length);
    case "unsigned":
      if (size === 1) return elements;
      if (size === 2) return new Uint16Array(buffer, offset, length);
      return size === 4 ? new Uint32Array(buffer, offset, length) : new BigUint64Array(buffer, offset, length);
  }
}

/** An array of zeros to compute into, for so many elements. */
export function allocateNumbers(type: NumericType, length: number): NumericArray {
  if (type.kind === "float" && type.itemSize === 2) return new Float32Array(length);
  return loadNumbers(new Uint8Array(length * type.itemSize), type);
}

/** Numbers back as elements. The answer may share their memory. float16 is rounded to nearest, ties to even. */
export function storeNumbers(numbers: NumericArray, type: NumericType): Uint8Array {
  if (type.kind === "float" && type.itemSize === 2) {
    return new Uint8Array(Uint16Array.from(numbers as Float32Array, numberToHalf).buffer);
  }
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** True for 64-bit integers, which are computed as `bigint`. */
export function isWide(numbers: NumericArray): numbers is WideArray {
  return numbers instanceof BigInt64Array || numbers instanceof BigUint64Array;
}

/** Rounds a number to what a floating-point type can hold. */
export function rounding(type: NumericType): (value: number) => number {
  const size = type.kind === "complex" ? type.itemSize / 2 : type.itemSize;
  if (size === 2) return (value) => halfToNumber(numberToHalf(value));
  return size === 4 ? Math.fround : (value) => value;
}

/** A chunk in C order at offset 0. */
export function contiguousChunk(elements: Elements, shape: readonly number[]): Chunk {
  const stride = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride[axis] = step;
    step *= shape[axis] as number;
  }
  return { elements, shape, stride, offset: 0 };
}

/** How many elements a chunk of this shape has. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function aligned(elements: Uint8Array, size: number): ArrayBufferLike {
  return elements.byteOffset % size === 0 ? elements.buffer : elements.slice().buffer;
}

function alignedOffset(elements: Uint8Array, size: number): number {
  return elements.byteOffset % size === 0 ? elements.byteOffset : 0;
}
