import type { Elements } from "../contract/chunk.ts";

/** A plain array made longer than this in one go would be kept as a slow hash table. */
const maximumFastLength = 2 ** 25;

/**
 * Fresh memory for elements: zero bytes in a buffer of their own, aligned to 8; or, without `itemSize`, a list
 * whose elements are `undefined`.
 *
 * @throws RangeError when the host cannot hold so much.
 */
export function allocateElements(itemSize: number, length: number): Uint8Array<ArrayBuffer>;
export function allocateElements(itemSize: number | undefined, length: number): Elements;
export function allocateElements(itemSize: number | undefined, length: number): Elements {
  if (!Number.isSafeInteger(length) || length < 0) {
    throw new RangeError(`Cannot allocate ${length} elements: expected a whole number from 0`);
  }
  if (itemSize !== undefined) return new Uint8Array(itemSize * length);
  if (length <= maximumFastLength) return new Array<unknown>(length);
  const elements = new Array<unknown>(maximumFastLength).fill(undefined);
  while (elements.length < length) elements.push(undefined);
  return elements;
}

/**
 * The alignment that typed views over elements need: the largest power of two that divides the item size, at most 8.
 */
export function itemAlignment(itemSize: number): number {
  // The lowest set bit, or 8 for multiples of 8 (and for items of no size).
  return itemSize & 7 ? itemSize & -itemSize : 8;
}

/** The same elements at an address that typed views accept: the argument itself where it is aligned, else a copy. */
export function alignedElements(elements: Uint8Array, itemSize: number): Uint8Array;
export function alignedElements(elements: Elements, itemSize: number | undefined): Elements;
export function alignedElements(elements: Elements, itemSize: number | undefined): Elements {
  if (itemSize === undefined || Array.isArray(elements)) return elements;
  return elements.byteOffset % itemAlignment(itemSize) === 0 ? elements : new Uint8Array(elements);
}

/** The same elements in memory of their own, also for kinds of byte array whose `slice` shares memory. */
export function copyElements(elements: Elements): Elements {
  return Array.isArray(elements) ? elements.slice() : new Uint8Array(elements);
}

/** True for bytes that several threads see. By tag rather than class, because other realms have classes of their own. */
export function isSharedMemory(elements: Elements): elements is Uint8Array<SharedArrayBuffer> {
  return !Array.isArray(elements) && Object.prototype.toString.call(elements.buffer) === "[object SharedArrayBuffer]";
}
