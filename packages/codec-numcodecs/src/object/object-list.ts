/**
 * The list that numcodecs' `json2` and `msgpack2` store: the items of the chunk, nested by dimension,
 * then the numpy data type, then the shape.
 */
import type { Chunk, ChunkSpec, DataType, Elements } from "@zarrkit/core/contract";
import { contiguousChunk, elementCount } from "../element-view.ts";
import { PythonFloat } from "./python-float.ts";

const plainTypes = /^(?:bool|u?int(?:8|16|32|64)|float(?:16|32|64)|fixed_length_utf32)$/;

/** The numpy spelling of what such a list can hold. Throws for other data types. */
export function listedDtype(codec: string, dataType: DataType): string {
  if (dataType.itemSize === undefined) return "|O";
  const dtype = dataType.v2?.dtype;
  if (typeof dtype === "string" && plainTypes.test(dataType.name)) return dtype;
  throw new TypeError(`${codec}: cannot store data type ${dataType.name}`);
}

/** A chunk as the list to store. Floats of a floating-point data type are marked as such. */
export function toObjectList(codec: string, chunk: Chunk, spec: ChunkSpec): unknown[] {
  const dtype = listedDtype(codec, spec.dataType);
  const flat = scalarsOf(chunk.elements, spec.dataType);
  return [...nest(flat, spec.shape), dtype, [...spec.shape]];
}

/** Reads a stored list. Throws when it does not hold exactly the elements of the chunk. */
export function fromObjectList(codec: string, list: unknown, spec: ChunkSpec): Chunk {
  if (!Array.isArray(list) || list.length < 2) {
    throw new TypeError(`${codec}: expected a list that ends in a data type and a shape`);
  }
  const shape: unknown = list[list.length - 1];
  const dtype: unknown = list[list.length - 2];
  if (typeof dtype !== "string")
    throw new TypeError(`${codec}: expected a data type before the shape, found ${typeof dtype}`);
  const count = elementCount(spec.shape);
  if (!isShape(shape) || elementCount(shape) !== count) {
    throw new RangeError(`${codec}: the chunk declares shape ${JSON.stringify(shape)}, expected ${count} elements`);
  }
  const items: unknown[] = list.slice(0, -2);
  const flat = flatten(codec, items, shape.length === 0 ? [1] : shape);
  return contiguousChunk(elementsOf(codec, flat, spec.dataType), spec.shape);
}

function isShape(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0);
}

function nest(flat: readonly unknown[], shape: readonly number[]): unknown[] {
  let level: unknown[] = [...flat];
  for (let axis = shape.length - 1; axis > 0; axis--) {
    const length = shape[axis] as number;
    const rows = elementCount(shape.slice(0, axis));
    const inner = level;
    level = Array.from({ length: rows }, (_, row) => inner.slice(row * length, (row + 1) * length));
  }
  return level;
}

function flatten(codec: string, items: unknown[], shape: readonly number[]): unknown[] {
  let level = items;
  for (const [axis, length] of shape.entries()) {
    const lists: unknown[] = axis === 0 ? [items] : level;
    const next: unknown[] = [];
    for (const list of lists) {
      if (!Array.isArray(list) || list.length !== length) {
        throw new RangeError(`${codec}: the list is not of the shape ${JSON.stringify(shape)} that it declares`);
      }
      for (const item of list) next.push(item);
    }
    level = next;
  }
  return level;
}

function scalarsOf(elements: Elements, dataType: DataType): unknown[] {
  if (!(elements instanceof Uint8Array)) return elements;
  const isFloat = dataType.name.startsWith("float");
  return Array.from({ length: elements.byteLength / (dataType.itemSize as number) }, (_, index) => {
    const scalar = dataType.unpack(elements, index);
    return isFloat ? new PythonFloat(scalar as number) : scalar;
  });
}

function elementsOf(codec: string, flat: unknown[], dataType: DataType): Elements {
  const { itemSize } = dataType;
  if (itemSize === undefined) {
    const sample: unknown = (dataType.defaultFillValue as readonly unknown[])[0];
    if (typeof sample === "string") {
      const index = flat.findIndex((value) => typeof value !== "string");
      if (index >= 0) throw new TypeError(`${codec}: element ${index} is no string, as ${dataType.name} wants`);
    }
    return flat;
  }
  listedDtype(codec, dataType);
  const wide = dataType.name === "int64" || dataType.name === "uint64";
  const elements = new Uint8Array(flat.length * itemSize);
  for (const [index, value] of flat.entries()) {
    dataType.pack(wide && Number.isSafeInteger(value) ? BigInt(value as number) : value, elements, index);
  }
  return elements;
}
