import { widest } from "#widest-word";

/** Bytes moved at once. */
export type WordSize = 1 | 2 | 4 | 8;

/**
 * The widest word that this engine copies well and of which all quantities are multiples. Each is a whole number
 * of bytes: an offset, a stride, a length. They can be joined with `|`, since only the lowest bits matter.
 */
export function widestWord(bits: number): WordSize {
  if ((bits & 7) === 0) return widest;
  if ((bits & 3) === 0) return 4;
  return (bits & 1) === 0 ? 2 : 1;
}

/** From this many bytes on, the platform's copy of a run beats a loop over words of a size. */
export const longRun: Readonly<Record<WordSize, number>> = { 8: 512, 4: 256, 2: 128, 1: 64 };

/** Bytes `start` to `end` of some memory. */
export interface ByteWindow {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

// A misaligned source is copied first for runs shorter and payloads larger than this, if one byte in four is used.
const alignedRun = 256;
const alignedPayload = 512;
const alignedSparsity = 4;

/** The windows of a copy, and the word that fits both. */
export interface WordChoice {
  readonly source: ByteWindow;
  readonly word: WordSize;
}

/**
 * Picks the word for a copy, and moves its source to an aligned address when that pays.
 *
 * @param bits - All offsets, strides and lengths in bytes, relative to the starts of the windows, joined with `|`.
 * @param runBytes - Bytes that lie side by side in both arrays.
 * @param payload - Bytes that are copied.
 */
export function chooseWord(
  source: ByteWindow,
  target: ByteWindow,
  bits: number,
  runBytes: number,
  payload: number,
): WordChoice {
  const alignedWord = widestWord(bits | (target.bytes.byteOffset + target.start));
  const word = widestWord(alignedWord | (source.bytes.byteOffset + source.start));
  const span = source.end - source.start;
  const pays =
    alignedWord > word &&
    runBytes < Math.min(alignedRun, longRun[alignedWord]) &&
    payload >= alignedPayload &&
    span <= payload * alignedSparsity;
  if (!pays) return { source, word };
  const bytes = new Uint8Array(source.bytes.subarray(source.start, source.end));
  return { source: { bytes, start: 0, end: span }, word: alignedWord };
}

// Views over a window, whose ends are multiples of the word at its address.
// 64 bits travel as bigints: a float view could change the bits of a NaN on the way.

export function words64({ bytes, start, end }: ByteWindow): BigUint64Array {
  return new BigUint64Array(bytes.buffer, bytes.byteOffset + start, (end - start) / 8);
}

export function words32({ bytes, start, end }: ByteWindow): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset + start, (end - start) / 4);
}

export function words16({ bytes, start, end }: ByteWindow): Uint16Array {
  return new Uint16Array(bytes.buffer, bytes.byteOffset + start, (end - start) / 2);
}

export function words8({ bytes, start, end }: ByteWindow): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start);
}
