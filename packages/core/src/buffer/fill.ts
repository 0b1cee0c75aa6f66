import type { Elements } from "../contract/chunk.ts";
import { assertInside } from "./bound.ts";

/** Bytes that are repeated by doubling before whole blocks of them are: they stay in the fastest cache. */
const blockSize = 2 ** 14;

/** True when an element is nothing but zero bytes: fresh memory holds it already. A JavaScript value never is. */
export function isZero(fill: Elements): boolean {
  return !Array.isArray(fill) && fill.every((byte) => byte === 0);
}

/**
 * Sets all elements to one.
 *
 * @throws RangeError when `fill` is not one element, or `elements` ends in the middle of one.
 */
export function fillElements(elements: Elements, fill: Elements, itemSize: number | undefined): void {
  assertInside("fill value", fill, itemSize, 0, 0);
  if (Array.isArray(elements)) {
    assertInside("target", elements, itemSize, 0, elements.length - 1);
    elements.fill(fill[0]);
    return;
  }
  assertWhole(elements, itemSize as number);
  fillBytes(elements, (fill as Uint8Array).subarray(0, itemSize));
}

function fillBytes(bytes: Uint8Array, fill: Uint8Array): void {
  const byte = fill[0];
  if (byte === undefined) return;
  if (fill.every((other) => other === byte)) {
    bytes.fill(byte);
    return;
  }
  const size = bytes.length;
  if (size === 0) return;
  bytes.set(fill);
  let filled = fill.length;
  while (filled < size) {
    // What is filled is a whole number of elements, so every copy starts with the first byte of one.
    const length = Math.min(filled, Math.max(fill.length, blockSize - (blockSize % fill.length)), size - filled);
    bytes.copyWithin(filled, 0, length);
    filled += length;
  }
}

function assertWhole(elements: Uint8Array, itemSize: number): void {
  if (itemSize > 0 && elements.length % itemSize !== 0) {
    throw new RangeError(`${elements.length} bytes are no whole number of elements of ${itemSize} bytes`);
  }
}
