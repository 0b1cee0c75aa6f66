import type { Elements } from "../contract/chunk.ts";
import { assertInside } from "./bound.ts";
import { copyStrided } from "./copy-strided.ts";
import { elementCount, mergeDimensions, positionRange } from "./stride.ts";

/** Bytes that are repeated by doubling before whole blocks of them are: they stay in the fastest cache. */
const blockSize = 2 ** 14;
/** Bytes of a prepared row, from which the rows of a region are copied. */
const rowLimit = 2 ** 16;

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

/** A region to fill. Offsets and strides count elements. */
export interface StridedFill {
  readonly shape: readonly number[];
  /** Bytes of one element; `undefined` when elements are JavaScript values. */
  readonly itemSize: number | undefined;
  readonly target: Elements;
  readonly targetOffset: number;
  /** May be negative or 0. */
  readonly targetStride: readonly number[];
  /** One element. */
  readonly fill: Elements;
}

/**
 * Sets the elements of a region to one.
 *
 * @throws RangeError before anything is written, when the region leaves the target.
 */
export function fillStrided(region: StridedFill): void {
  const { shape, itemSize, target, targetOffset, targetStride, fill } = region;
  if (elementCount(shape) === 0 || itemSize === 0) return;
  const { first, last } = positionRange(shape, targetStride, targetOffset);
  assertInside("target", target, itemSize, first, last);
  assertInside("fill value", fill, itemSize, 0, 0);
  const { shape: lengths, strides } = mergeDimensions(shape, targetStride);
  const steps = strides[0] as number[];
  const row = steps.at(-1) === 1 ? (lengths.at(-1) as number) : 1;
  if (row > 1 && lengths.length === 1) {
    const whole =
      itemSize === undefined ? undefined : (target as Uint8Array).subarray(first * itemSize, (last + 1) * itemSize);
    if (whole === undefined) (target as unknown[]).fill(fill[0], first, last + 1);
    else fillBytes(whole, (fill as Uint8Array).subarray(0, itemSize));
    return;
  }
  // Rows that lie in one piece are copied from a prepared one, everything else from the element itself.
  const isPrepared = itemSize !== undefined && row > 1 && row * itemSize <= rowLimit;
  const source = isPrepared ? new Uint8Array(row * itemSize) : fill;
  if (isPrepared) fillBytes(source as Uint8Array, (fill as Uint8Array).subarray(0, itemSize));
  const sourceStride = lengths.map((_, i) => (isPrepared && i === lengths.length - 1 ? 1 : 0));
  copyStrided({
    shape: lengths,
    itemSize,
    source,
    sourceOffset: 0,
    sourceStride,
    target,
    targetOffset,
    targetStride: steps,
  });
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
