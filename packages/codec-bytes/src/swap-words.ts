/**
 * A copy of `bytes` with the bytes of every word reversed.
 *
 * @param wordSizes - One size for all words, or the sizes of the words of one element, which repeat.
 * @throws RangeError when the bytes are not a whole number of words.
 */
export function swapWords(bytes: Uint8Array, wordSizes: number | readonly number[]): Uint8Array {
  const period = typeof wordSizes === "number" ? wordSizes : wordSizes.reduce((sum, size) => sum + size, 0);
  if (period === 0 ? bytes.length > 0 : bytes.length % period !== 0) {
    throw new RangeError(`${bytes.length} bytes are not a whole number of words of ${period} bytes`);
  }
  // A fresh buffer starts aligned, so that words can be swapped in registers; its length is rounded up for them.
  const room = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  room.set(bytes);
  const copy = room.subarray(0, bytes.length);
  if (typeof wordSizes !== "number") swapStructures(copy, wordSizes);
  else if (wordSizes === 2) swapPairs(new Uint32Array(room.buffer));
  else if (wordSizes === 4) swapQuads(new Uint32Array(room.buffer));
  else if (wordSizes === 8) swapOctets(new Uint32Array(room.buffer));
  else if (wordSizes > 1) swapStructures(copy, [wordSizes]);
  return copy;
}

/** Two 16-bit words at a time; a rounded-up half word is swapped too and never seen. */
function swapPairs(words: Uint32Array): void {
  // An odd 16-bit word sits in the first two bytes of its 32 on either kind of machine.
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as number;
    words[i] = ((word & 0x00ff00ff) << 8) | ((word >>> 8) & 0x00ff00ff);
  }
}

function swapped(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

function swapQuads(words: Uint32Array): void {
  for (let i = 0; i < words.length; i++) words[i] = swapped(words[i] as number);
}

function swapOctets(words: Uint32Array): void {
  for (let i = 0; i + 1 < words.length; i += 2) {
    const first = words[i] as number;
    words[i] = swapped(words[i + 1] as number);
    words[i + 1] = swapped(first);
  }
}

function swapStructures(bytes: Uint8Array, wordSizes: readonly number[]): void {
  let start = 0;
  while (start < bytes.length) {
    for (const size of wordSizes) {
      for (let low = start, high = start + size - 1; low < high; low++, high--) {
        const byte = bytes[low] as number;
        bytes[low] = bytes[high] as number;
        bytes[high] = byte;
      }
      start += size;
    }
  }
}
