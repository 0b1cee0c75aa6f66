/**
 * The filters that blosc puts before its compressors: bytes, or bits, of equal significance side by side.
 *
 * Source: the Blosc and Bitshuffle formats. All functions work on one block; a remainder that is no whole element
 * is copied as it is.
 */

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** A typed view needs an aligned start and a host that stores low bytes first. */
function canView(bytes: Uint8Array, size: number): boolean {
  return isLittleEndian && bytes.byteOffset % size === 0;
}

/** Byte `b` of all elements, then byte `b + 1` of all elements. */
export function shuffle(source: Uint8Array, target: Uint8Array, typesize: number): void {
  const count = Math.floor(source.length / typesize);
  for (let byte = 0; byte < typesize; byte++) {
    let to = byte * count;
    for (let from = byte; from < count * typesize; from += typesize) target[to++] = source[from] as number;
  }
  copyRemainder(source, target, count * typesize);
}

/** The inverse of {@link shuffle}. */
export function unshuffle(source: Uint8Array, target: Uint8Array, typesize: number): void {
  const count = Math.floor(source.length / typesize);
  if (typesize === 2 && canView(target, 2)) {
    const words = new Uint16Array(target.buffer, target.byteOffset, count);
    for (let i = 0; i < count; i++) words[i] = (source[i] as number) | ((source[count + i] as number) << 8);
  } else if (typesize === 4 && canView(target, 4)) {
    const words = new Uint32Array(target.buffer, target.byteOffset, count);
    unshuffleWords(source, words, 0, 1, count);
  } else if (typesize === 8 && canView(target, 4)) {
    const words = new Uint32Array(target.buffer, target.byteOffset, 2 * count);
    unshuffleWords(source, words, 0, 2, count);
    unshuffleWords(source, words, 1, 2, count);
  } else {
    for (let byte = 0; byte < typesize; byte++) {
      let from = byte * count;
      for (let to = byte; to < count * typesize; to += typesize) target[to] = source[from++] as number;
    }
  }
  copyRemainder(source, target, count * typesize);
}

/** Gathers the 32-bit words at `part` of elements that are `parts` words long. */
function unshuffleWords(source: Uint8Array, words: Uint32Array, part: number, parts: number, count: number): void {
  const [a, b, c, d] = [4 * part * count, (4 * part + 1) * count, (4 * part + 2) * count, (4 * part + 3) * count];
  for (let i = 0, to = part; i < count; i++, to += parts) {
    words[to] =
      (source[a + i] as number) |
      ((source[b + i] as number) << 8) |
      ((source[c + i] as number) << 16) |
      ((source[d + i] as number) << 24);
  }
}

function copyRemainder(source: Uint8Array, target: Uint8Array, from: number): void {
  if (from < source.length) target.set(source.subarray(from), from);
}

/**
 * Bit `k` of byte `b` of all elements, eight to a byte, one such plane after another. Blocks whose elements are no
 * multiple of eight are left as they are, as c-blosc leaves them.
 */
export function bitshuffle(source: Uint8Array, target: Uint8Array, typesize: number): void {
  const count = Math.floor(source.length / typesize);
  if (count % 8 !== 0) {
    target.set(source);
    return;
  }
  const plane = count / 8;
  const rows = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let byte = 0; byte < typesize; byte++) {
    const first = 8 * byte * plane;
    for (let group = 0; group < plane; group++) {
      let from = 8 * group * typesize + byte;
      for (let i = 0; i < 8; i++, from += typesize) rows[i] = source[from] as number;
      const low =
        (rows[0] as number) | ((rows[1] as number) << 8) | ((rows[2] as number) << 16) | ((rows[3] as number) << 24);
      const high =
        (rows[4] as number) | ((rows[5] as number) << 8) | ((rows[6] as number) << 16) | ((rows[7] as number) << 24);
      const upper = transposeWithin(low);
      const lower = transposeWithin(high);
      const a = (upper & 0x0f0f0f0f) | ((lower & 0x0f0f0f0f) << 4);
      const b = ((upper >>> 4) & 0x0f0f0f0f) | (lower & 0xf0f0f0f0);
      const to = first + group;
      target[to] = a & 255;
      target[to + plane] = (a >>> 8) & 255;
      target[to + 2 * plane] = (a >>> 16) & 255;
      target[to + 3 * plane] = a >>> 24;
      target[to + 4 * plane] = b & 255;
      target[to + 5 * plane] = (b >>> 8) & 255;
      target[to + 6 * plane] = (b >>> 16) & 255;
      target[to + 7 * plane] = b >>> 24;
    }
  }
  copyRemainder(source, target, count * typesize);
}

/** The inverse of {@link bitshuffle}. */
export function bitunshuffle(source: Uint8Array, target: Uint8Array, typesize: number): void {
  const count = Math.floor(source.length / typesize);
  if (count % 8 !== 0) {
    target.set(source);
    return;
  }
  const plane = count / 8;
  for (let byte = 0; byte < typesize; byte++) {
    const first = 8 * byte * plane;
    for (let group = 0; group < plane; group++) {
      let from = first + group;
      const low =
        (source[from] as number) |
        ((source[from + plane] as number) << 8) |
        ((source[from + 2 * plane] as number) << 16) |
        ((source[from + 3 * plane] as number) << 24);
      from += 4 * plane;
      const high =
        (source[from] as number) |
        ((source[from + plane] as number) << 8) |
        ((source[from + 2 * plane] as number) << 16) |
        ((source[from + 3 * plane] as number) << 24);
      const upper = transposeWithin(low);
      const lower = transposeWithin(high);
      const a = (upper & 0x0f0f0f0f) | ((lower & 0x0f0f0f0f) << 4);
      const b = ((upper >>> 4) & 0x0f0f0f0f) | (lower & 0xf0f0f0f0);
      const to = 8 * group * typesize + byte;
      target[to] = a & 255;
      target[to + typesize] = (a >>> 8) & 255;
      target[to + 2 * typesize] = (a >>> 16) & 255;
      target[to + 3 * typesize] = a >>> 24;
      target[to + 4 * typesize] = b & 255;
      target[to + 5 * typesize] = (b >>> 8) & 255;
      target[to + 6 * typesize] = (b >>> 16) & 255;
      target[to + 7 * typesize] = b >>> 24;
    }
  }
  copyRemainder(source, target, count * typesize);
}

/**
 * Four rows of an 8 by 8 bit matrix after the 1 by 1 and 2 by 2 steps of its transposition, which stay inside each
 * half; the caller then swaps nibbles between the halves. The first row is the lowest byte.
 */
function transposeWithin(half: number): number {
  let word = half;
  let bits = (word ^ (word >>> 7)) & 0x00aa00aa;
  word ^= bits ^ (bits << 7);
  bits = (word ^ (word >>> 14)) & 0x0000cccc;
  return word ^ bits ^ (bits << 14);
}
