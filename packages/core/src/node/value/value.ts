import { allocateElements } from "../../buffer/allocate.ts";
import { compactChunk } from "../../buffer/compact.ts";
import { contiguousStride, elementCount } from "../../buffer/stride.ts";
import type { Chunk, DataType, Elements } from "../../contract/index.ts";
import { ValueMismatchError } from "../../error/usage-error.ts";
import { type ErrorPlace, messageOf } from "../../error/zarr-error.ts";
import { isNDArray } from "./nd-array.ts";
import { chunkOf, countOf, isNDArrayLike, type NDArrayLike, requireShape } from "./nd-array-like.ts";
import { flatValues, nestedListShape } from "./nested-list.ts";

/**
 * Lays out what a person gives to be written in a selection of this shape: a scalar for all of it, a typed array in
 * C order, an n-dimensional array, or nested lists. The memory is the caller's where its type fits.
 *
 * Throws a {@link ValueMismatchError} when shape or values do not fit; nothing is cut off or wrapped.
 */
export function layOut(value: unknown, shape: readonly number[], dataType: DataType, place: ErrorPlace): Chunk {
  try {
    if (isNDArrayLike(value)) return fromNDArray(value, shape, dataType);
    const isOne = isCompound(dataType) && isScalar(value, dataType);
    if (ArrayBuffer.isView(value) && !isOne) return fromFlat(value as unknown as ArrayLike<unknown>, shape, dataType);
    const own =
      typeof value === "object" && value !== null && !Array.isArray(value) ? dataType.elementsOf(value) : undefined;
    if (own !== undefined) return fromFlat(value as ArrayLike<unknown>, shape, dataType);
    const isList = Array.isArray(value) && shape.length > 0 && !isOne;
    return isList ? fromLists(value, shape, dataType) : broadcast(value, shape, dataType);
  } catch (cause) {
    throw new ValueMismatchError(`The value does not fit data type ${dataType.name}: ${messageOf(cause)}`, {
      ...place,
      cause,
    });
  }
}

/**
 * The same for single elements: a value of any shape with as many elements is taken too, in C order, and so is a flat
 * list of them.
 */
export function layOutPoints(value: unknown, shape: readonly number[], dataType: DataType, place: ErrorPlace): Chunk {
  const given = givenShape(value, shape);
  const laid = layOut(value, given, dataType, place);
  if (given === shape) return laid;
  return { ...compactChunk(laid, dataType.itemSize), shape, stride: contiguousStride(shape) };
}

/** The shape that a value for points has, where it is another one of their number; otherwise the one expected. */
function givenShape(value: unknown, shape: readonly number[]): readonly number[] {
  const count = elementCount(shape);
  if (isNDArrayLike(value)) return elementCount(value.shape) === count ? value.shape : shape;
  return Array.isArray(value) && value.length === count && !value.some(Array.isArray) ? [count] : shape;
}

function broadcast(value: unknown, shape: readonly number[], dataType: DataType): Chunk {
  const elements = allocateElements(dataType.itemSize, 1);
  dataType.pack(value, elements, 0);
  return { elements, shape, stride: shape.map(() => 0), offset: 0 };
}

function fromFlat(data: ArrayLike<unknown>, shape: readonly number[], dataType: DataType): Chunk {
  const count = elementCount(shape);
  const elements = dataType.elementsOf(data) ?? packAll(flatOf(data), lengthOf(data), dataType);
  const found = countOf(elements, dataType);
  if (found !== count)
    throw new RangeError(`the selection of shape [${shape.join(", ")}] has ${count} elements, the value ${found}`);
  return { elements, shape, stride: contiguousStride(shape), offset: 0 };
}

function fromNDArray(value: NDArrayLike, shape: readonly number[], dataType: DataType): Chunk {
  requireShape(value.shape, shape);
  return chunkOf(value, elementsOfNDArray(value, dataType), dataType);
}

function elementsOfNDArray(value: NDArrayLike, dataType: DataType): Elements {
  const own = dataType.elementsOf(value.data);
  if (own !== undefined) return own;
  if (!isNDArray(value)) return packAll(flatOf(value.data as ArrayLike<unknown>), lengthOf(value.data), dataType);
  const { elements, dataType: from } = value;
  const count = countOf(elements, from);
  const scalars = function* (): Generator<unknown> {
    for (let index = 0; index < count; index++) yield from.unpack(elements, index);
  };
  return packAll(scalars(), count, dataType);
}

function fromLists(value: readonly unknown[], shape: readonly number[], dataType: DataType): Chunk {
  requireShape(nestedListShape(value, shape.length), shape);
  const elements = packAll(flatValues(value, shape.length), elementCount(shape), dataType);
  return { elements, shape, stride: contiguousStride(shape), offset: 0 };
}

/** True for types whose scalars look like many: a complex number is a pair, bytes are a `Uint8Array`. */
function isCompound(dataType: DataType): boolean {
  const scalar = dataType.unpack(dataType.defaultFillValue, 0);
  return Array.isArray(scalar) || ArrayBuffer.isView(scalar);
}

function isScalar(value: unknown, dataType: DataType): boolean {
  try {
    dataType.pack(value, allocateElements(dataType.itemSize, 1), 0);
    return true;
  } catch {
    return false;
  }
}

function packAll(values: Iterable<unknown>, count: number, dataType: DataType): Elements {
  const elements = allocateElements(dataType.itemSize, count);
  let index = 0;
  for (const value of values) dataType.pack(value, elements, index++);
  return elements;
}

function* flatOf(data: unknown): Generator<unknown> {
  const list = data as ArrayLike<unknown> & { get?(index: number): unknown };
  for (let index = 0; index < list.length; index++)
    yield typeof list.get === "function" ? list.get(index) : list[index];
}

function lengthOf(data: unknown): number {
  const length = (data as { length?: unknown }).length;
  if (typeof length === "number") return length;
  throw new TypeError("data must be a typed array or a list");
}
