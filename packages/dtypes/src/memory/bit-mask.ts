import { copyBytes } from "./container.ts";

/** True when some byte has a bit set that `mask` has not. Looks at four bytes at a time. */
export function hasBitsOutside(bytes: Uint8Array, mask: number): boolean {
  const outside = ~(mask * 0x01010101);
  const head = Math.min((4 - (bytes.byteOffset & 3)) & 3, bytes.length);
  const count = (bytes.length - head) >>> 2;
  const words = new Int32Array(bytes.buffer, count === 0 ? 0 : bytes.byteOffset + head, count);
  let seen = 0;
  for (let i = 0; i < count; i++) {
    seen |= words[i] as number;
  }
  for (let i = 0; i < head; i++) {
    seen |= bytes[i] as number;
  }
  for (let i = head + 4 * count; i < bytes.length; i++) {
    seen |= bytes[i] as number;
  }
  return (seen & outside) !== 0;
}

/** The words of four bytes that bytes hold, over the same memory where the alignment allows. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : copyBytes(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >>> 2);
}
