import type { Elements } from "../contract/chunk.ts";
import { alignedElements } from "./allocate.ts";

/**
 * True when every element equals one fill element. It is true of no elements at all.
 *
 * Bytes are compared bit for bit: -0 is not 0, and NaN equals the NaN with the same bits. With `floatSize`
 * elements are made of IEEE floats of that many bytes, and where the fill holds a NaN any NaN is equal.
 * JavaScript values are compared with `Object.is`, byte arrays among them by their bytes.
 *
 * @param floatSize - 2, 4 or 8: the size in bytes of the floats that elements are made of (complex128: 8).
 * @throws RangeError when `fill` is not one element.
 */
export function isFilled(
  elements: Elements,
  fill: Elements,
  itemSize: number | undefined,
  floatSize?: 2 | 4 | 8,
): boolean {
  if (Array.isArray(elements)) return elements.every((value) => isSameValue(value, fill[0]));
  const one = fill as Uint8Array;
  if (one.length !== itemSize) throw new RangeError(`A fill value has ${one.length} bytes, expected ${itemSize}`);
  if (elements.length === 0 || itemSize === 0) return true;
  if (floatSize !== undefined && itemSize % floatSize === 0) {
    const words = floatsOf(one, floatSize);
    if (words.some(nanTest(floatSize))) return isFilledWithNaN(elements, words, floatSize);
  }
  return isRepeated(elements, one);
}

function isSameValue(value: unknown, fill: unknown): boolean {
  if (Object.is(value, fill)) return true;
  if (!(value instanceof Uint8Array && fill instanceof Uint8Array)) return false;
  return value.length === fill.length && value.every((byte, i) => byte === fill[i]);
}

/** Compares in words of 32 bits: wider ones would travel as bigints, whose comparison is slower. */
function isRepeated(elements: Uint8Array, fill: Uint8Array): boolean {
  const size = elements.length;
  const head = Math.min(size, (4 - (elements.byteOffset & 3)) & 3);
  const count = Math.floor((size - head) / 4);
  for (let i = 0; i < head; i++) if (elements[i] !== fill[i % fill.length]) return false;
  for (let i = head + count * 4; i < size; i++) if (elements[i] !== fill[i % fill.length]) return false;
  if (count === 0) return true;
  const words = new Int32Array(elements.buffer, elements.byteOffset + head, count);
  // The shortest repetition of the fill that is made of whole words, from where the words start.
  const period = fill.length % 4 === 0 ? fill.length / 4 : fill.length % 2 === 0 ? fill.length / 2 : fill.length;
  const bytes = new Uint8Array(period * 4);
  for (let i = 0; i < bytes.length; i++) bytes[i] = fill[(head + i) % fill.length] as number;
  const pattern = new Int32Array(bytes.buffer);
  if (pattern.every((word) => word === pattern[0])) return isConstant(words, pattern[0] as number);
  return isPeriodic(words, pattern);
}

function isConstant(words: Int32Array, word: number): boolean {
  const length = words.length;
  let i = 0;
  // Four words for one branch.
  for (const end = length - 3; i < end; i += 4) {
    const a = ((words[i] as number) ^ word) | ((words[i + 1] as number) ^ word);
    const b = ((words[i + 2] as number) ^ word) | ((words[i + 3] as number) ^ word);
    if ((a | b) !== 0) return false;
  }
  for (; i < length; i++) if (words[i] !== word) return false;
  return true;
}

function isPeriodic(words: Int32Array, pattern: Int32Array): boolean {
  const period = pattern.length;
  const first = Math.min(period, words.length);
  for (let i = 0; i < first; i++) if (words[i] !== pattern[i]) return false;
  // Once the first repetition is right, the rest is when each word equals the one a period before it.
  for (let i = period; i < words.length; i++) if (words[i] !== words[i - period]) return false;
  return true;
}

type Floats = Float32Array | Float64Array | Uint16Array;

/** Half floats are looked at as bits, since not every host has a view for them. */
function floatsOf(elements: Uint8Array, floatSize: 2 | 4 | 8): Floats {
  const { buffer, byteOffset, length } = alignedElements(elements, floatSize);
  if (floatSize === 8) return new Float64Array(buffer, byteOffset, length / 8);
  if (floatSize === 4) return new Float32Array(buffer, byteOffset, length / 4);
  return new Uint16Array(buffer, byteOffset, length / 2);
}

function nanTest(floatSize: 2 | 4 | 8): (value: number) => boolean {
  return floatSize === 2 ? (bits) => (bits & 0x7fff) > 0x7c00 : Number.isNaN;
}

/** Element by element: a NaN in the fill stands for any, the other floats of an element for their own bits. */
function isFilledWithNaN(elements: Uint8Array, fill: Floats, floatSize: 2 | 4 | 8): boolean {
  const floats = floatsOf(elements, floatSize);
  const isAnyNaN = nanTest(floatSize);
  // Bits of half floats are numbers without a -0, so one comparison serves all sizes.
  const expected = Array.from(fill as ArrayLike<number>, (value) => (isAnyNaN(value) ? undefined : value));
  const period = expected.length;
  for (let i = 0; i < floats.length; i++) {
    const value = floats[i] as number;
    const word = expected[i % period];
    if (word === undefined ? !isAnyNaN(value) : !Object.is(value, word)) return false;
  }
  return true;
}
