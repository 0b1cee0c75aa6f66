import { contiguousStride, elementCount, positionRange } from "../../buffer/stride.ts";
import type { Chunk, DataType, Elements, ElementView } from "../../contract/index.ts";

/** An n-dimensional array as other libraries hold it: `stride` and `offset` count elements of `data`. */
export interface NDArrayLike {
  /** The elements, and perhaps others. */
  readonly data: ArrayLike<unknown> | ArrayBufferView | ElementView<unknown>;
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** C order when left out. */
  readonly stride?: readonly number[] | undefined;
  /** Position of the first element in `data`; 0 when left out. */
  readonly offset?: number | undefined;
}

/** Whether a value has `data` and a `shape`. Whether they fit each other is not looked at. */
export function isNDArrayLike(value: unknown): value is NDArrayLike {
  return (
    typeof value === "object" && value !== null && "data" in value && "shape" in value && Array.isArray(value.shape)
  );
}

/** Such an array as the engine sees it, `elements` its data. Throws a `RangeError` when its strides leave them. */
export function chunkOf(
  { shape, stride = contiguousStride(shape), offset = 0 }: NDArrayLike,
  elements: Elements,
  dataType: DataType,
): Chunk {
  if (stride.length !== shape.length)
    throw new RangeError(`the stride needs ${shape.length} numbers, found ${stride.length}`);
  const { first, last } = positionRange(shape, stride, offset);
  const count = countOf(elements, dataType);
  if (elementCount(shape) > 0 && (first < 0 || last >= count)) {
    throw new RangeError(`strides reach elements ${first} to ${last} of ${count}`);
  }
  return { elements, shape, stride, offset };
}

export function requireShape(found: readonly number[], expected: readonly number[]): void {
  const same = found.length === expected.length && found.every((size, axis) => size === expected[axis]);
  if (!same) throw new RangeError(`the selection has shape [${expected.join(", ")}], the value [${found.join(", ")}]`);
}

/** How many elements there are in memory. */
export function countOf(elements: Elements, { itemSize }: DataType): number {
  return itemSize === undefined || itemSize === 0 ? elements.length : elements.length / itemSize;
}
