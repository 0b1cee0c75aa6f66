/** The byte order of the machine this runs on. */
export const hostEndian: "little" | "big" = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? "little" : "big";

/** Reverses the bytes of every word of packed elements, in place. */
export function swapWords(bytes: Uint8Array, wordSizes: number | readonly number[]): void {
  if (wordSizes === 1) {
    return;
  }
  const sizes = typeof wordSizes === "number" ? [wordSizes] : wordSizes;
  for (let offset = 0, i = 0; offset < bytes.length; i = (i + 1) % sizes.length) {
    const size = sizes[i] as number;
    bytes.subarray(offset, offset + size).reverse();
    offset += size;
  }
}
