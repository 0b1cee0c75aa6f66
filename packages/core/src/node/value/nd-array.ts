import { alignedElements } from "../../buffer/allocate.ts";
import { compactChunk } from "../../buffer/compact.ts";
import type { Chunk, DataOf, DataType, Elements, ScalarOf } from "../../contract/index.ts";
import { ArrayIndexError, UnsupportedError } from "../../error/usage-error.ts";
import { toInteger, wrapIndex } from "../../selection/index-value.ts";
import { type NestedList, toNestedList } from "./nested-list.ts";

const brand = Symbol.for("zarrkit.ndarray");

/**
 * An n-dimensional array in memory.
 *
 * In C order with offset 0 and exactly as many elements as the shape says, unless another order was asked for.
 */
export class NDArray<D extends string = string> {
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** Distance along each axis, in elements. */
  readonly stride: readonly number[];
  /** Position of the first element in `data`. */
  readonly offset: number;
  /** Name of the data type: `"float32"`. */
  readonly dtype: D;
  /** The data type: unit, length, fields, byte order. */
  readonly dataType: DataType;
  /** The memory behind `data`: bytes in host order, or values for types of variable length. */
  readonly elements: Elements;
  #data: DataOf<D> | undefined;

  constructor(chunk: Chunk, dataType: DataType) {
    const aligned = alignedElements(chunk.elements, dataType.itemSize);
    this.elements = aligned;
    this.shape = chunk.shape;
    this.stride = chunk.stride;
    this.offset = chunk.offset;
    this.dtype = dataType.name as D;
    this.dataType = dataType;
    Object.defineProperty(this, brand, { value: true });
  }

  /** The elements: a typed array, a list of strings, or a view class, by data type. Shares this array's memory. */
  get data(): DataOf<D> {
    this.#data ??= this.dataType.view(this.elements) as DataOf<D>;
    return this.#data;
  }

  /** How many axes there are. */
  get ndim(): number {
    return this.shape.length;
  }

  /** How many elements the shape holds. */
  get size(): number {
    return this.shape.reduce((product, length) => product * length, 1);
  }

  /** One element. Indices may count from the end. Throws `ArrayIndexError` or `BoundsCheckError`. */
  item(...coordinates: readonly (number | bigint)[]): ScalarOf<D> {
    if (coordinates.length !== this.shape.length) {
      throw new ArrayIndexError(`item() needs ${this.shape.length} indices, found ${coordinates.length}`);
    }
    const position = coordinates.reduce<number>((sum, index, axis) => {
      const at = wrapIndex(toInteger(index, `The index for axis ${axis}`), this.shape[axis] as number, axis);
      return sum + at * (this.stride[axis] as number);
    }, this.offset);
    return this.dataType.unpack(this.elements, position) as ScalarOf<D>;
  }

  /** The elements as nested lists of plain values; the value itself without axes. */
  toList(): NestedList<ScalarOf<D>> {
    return toNestedList(this.shape, this.stride, this.offset, (position) => {
      return this.dataType.unpack(this.elements, position) as ScalarOf<D>;
    });
  }

  /**
   * The elements as packed little-endian bytes in C order, in memory of their own.
   *
   * Throws `UnsupportedError` for types of variable length, which have no such form.
   */
  toBytes(): Uint8Array<ArrayBuffer> {
    const { itemSize, wordSizes, name } = this.dataType;
    const { elements } = compactChunk(this, itemSize);
    if (Array.isArray(elements)) {
      throw new UnsupportedError(`toBytes() works for types of fixed size; ${name} has elements of any length`);
    }
    const bytes = new Uint8Array(elements);
    if (!hostIsLittleEndian) swapWords(bytes, typeof wordSizes === "number" ? [wordSizes] : wordSizes);
    return bytes;
  }
}

/** Whether a value is an `NDArray`, of this copy of the library or another. */
export function isNDArray(value: unknown): value is NDArray {
  return typeof value === "object" && value !== null && brand in value;
}

const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function swapWords(bytes: Uint8Array, wordSizes: readonly number[]): void {
  for (let start = 0, word = 0; start < bytes.length; word++) {
    const size = wordSizes[word % wordSizes.length] as number;
    bytes.subarray(start, start + size).reverse();
    start += size;
  }
}
