/** Numbers from 0 up to 1, the same ones for the same seed. Mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What hurts a reader that trusts lengths, offsets and counts. */
const words = [0xffffffff, 0x7fffffff, 0x80000000, 0x00000000, 0x01000000, 0x0000ffff];

/** A damaged copy: flipped bits, other bytes and words, a cut, more bytes, runs moved, dropped or repeated. */
export function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const below = (end: number): number => Math.floor(random() * end);
  const noise = (most: number): number[] => Array.from({ length: 1 + below(most) }, () => below(256));
  let copy = Array.from(bytes);
  for (let changes = 1 + below(3); changes > 0; changes--) {
    // Headers and footers are where the structure is.
    const end = random() < 0.4 ? Math.min(copy.length, 24) : copy.length;
    const at = random() < 0.1 ? Math.max(0, copy.length - 1 - below(24)) : below(end);
    switch (below(9)) {
      case 0:
      case 1:
      case 2:
        if (at < copy.length) copy[at] = (copy[at] as number) ^ (1 << below(8));
        break;
      case 3:
        if (at < copy.length) copy[at] = below(256);
        break;
      case 4: {
        const word = words[below(words.length)] as number;
        for (let i = 0; i < 4 && at + i < copy.length; i++) copy[at + i] = (word >>> (8 * i)) & 0xff;
        break;
      }
      case 5:
        copy = copy.slice(0, at);
        break;
      case 6:
        copy.push(...noise(16));
        break;
      case 7:
        copy.splice(at, below(16), ...(random() < 0.5 ? [] : noise(16)));
        break;
      default: {
        const from = below(copy.length);
        copy.splice(at, below(8), ...copy.slice(from, from + 1 + below(16)));
      }
    }
  }
  return Uint8Array.from(copy);
}
