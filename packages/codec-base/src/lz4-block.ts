/**
 * The LZ4 block format: sequences of a token, literals, and a match that copies what came out earlier.
 *
 * Written in TypeScript because it runs everywhere without loading anything, decodes straight into its output, and
 * checks every length against both buffers.
 *
 * Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */

const SMALLEST_MATCH = 4;
/** The last five bytes are always literals. */
const LAST_LITERALS = 5;
/** The last match begins at least this far before the end. */
const MATCH_MARGIN = 12;
const LARGEST_DISTANCE = 65535;

/** Slots of the table of what was seen. */
const TABLE_SIZE = 4096;
/** How many misses make the search skip one byte more. */
const SKIP_BITS = 6;

/** Copies of this length and more go through `copyWithin` and `set`, shorter ones byte by byte. */
const LONG = 32;

function damaged(what: string): Error {
  return new Error(`damaged lz4 data: ${what}`);
}

/**
 * Decodes a block that fills `target` exactly.
 *
 * @throws Error when the block reads or writes past either buffer, or does not end where both end.
 */
export function decodeBlock(source: Uint8Array, target: Uint8Array): void {
  const sourceEnd = source.length;
  const targetEnd = target.length;
  let from = 0;
  let to = 0;
  while (from < sourceEnd) {
    const token = source[from++] as number;

    let literals = token >> 4;
    if (literals === 15) {
      let more: number;
      do {
        if (from >= sourceEnd) throw damaged("a length is cut off");
        more = source[from++] as number;
        literals += more;
      } while (more === 255);
    }
    if (literals > sourceEnd - from) throw damaged("literals are cut off");
    if (literals > targetEnd - to) throw damaged(`it decodes to more than ${targetEnd} bytes`);
    if (literals < LONG) {
      for (const end = from + literals; from < end; ) target[to++] = source[from++] as number;
    } else {
      target.set(source.subarray(from, from + literals), to);
      from += literals;
      to += literals;
    }
    if (from === sourceEnd) {
      if (to !== targetEnd) throw damaged(`it decodes to ${to} bytes, expected ${targetEnd}`);
      return;
    }

    if (sourceEnd - from < 2) throw damaged("a match is cut off");
    const distance = (source[from] as number) | ((source[from + 1] as number) << 8);
    from += 2;
    if (distance === 0 || distance > to) throw damaged(`a match looks back ${distance} bytes, of ${to}`);

    let length = (token & 15) + SMALLEST_MATCH;
    if ((token & 15) === 15) {
      let more: number;
      do {
        if (from >= sourceEnd) throw damaged("a length is cut off");
        more = source[from++] as number;
        length += more;
      } while (more === 255);
    }
    if (length > targetEnd - to) throw damaged(`it decodes to more than ${targetEnd} bytes`);
    copyMatch(target, to, distance, length);
    to += length;
  }
  throw damaged("the block ends in a match");
}

/** Repeats what lies `distance` bytes back; the copy may run into itself. */
function copyMatch(target: Uint8Array, to: number, distance: number, length: number): void {
  const from = to - distance;
  if (length < LONG) {
    for (let i = 0; i < length; i++) target[to + i] = target[from + i] as number;
  } else if (distance >= length) {
    target.copyWithin(to, from, from + length);
  } else if (distance === 1) {
    target.fill(target[from] as number, to, to + length);
  } else {
    // The pattern doubles with every copy.
    for (let done = 0; done < length; ) {
      const step = Math.min(distance + done, length - done);
      target.copyWithin(to + done, from, from + step);
      done += step;
    }
  }
}

/** The longest block that `size` bytes can need. */
export function largestBlock(size: number): number {
  return size + Math.floor(size / 255) + 16;
}

/**
 * Encodes one block into `target` from `start` on, which must have room for {@link largestBlock} bytes.
 *
 * @param acceleration - 1 searches most; larger numbers search less.
 * @returns Where the block ends.
 */
export function encodeBlock(source: Uint8Array, target: Uint8Array, start: number, acceleration: number): number {
  const end = source.length;
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  let to = start;
  let anchor = 0;
  if (end > MATCH_MARGIN) {
    // Positions plus one, so that zero means none.
    const table = new Int32Array(TABLE_SIZE);
    const lastMatch = end - MATCH_MARGIN;
    const matchEnd = end - LAST_LITERALS;
    const patience = Math.max(1, acceleration) << SKIP_BITS;
    let attempts = patience;
    // Behind a match nothing is skipped at first.
    let step = 1;
    let nextStep = 1;
    let at = 0;
    while (at <= lastMatch) {
      const word = view.getInt32(at, true);
      const slot = slotOf(word, source[at + 4] as number);
      let candidate = (table[slot] as number) - 1;
      table[slot] = at + 1;
      if (candidate < 0 || at - candidate > LARGEST_DISTANCE || view.getInt32(candidate, true) !== word) {
        at += step;
        step = nextStep;
        nextStep = attempts++ >> SKIP_BITS;
        continue;
      }
      // Backwards over literals that match as well.
      while (at > anchor && candidate > 0 && source[at - 1] === source[candidate - 1]) {
        at--;
        candidate--;
      }
      let length = SMALLEST_MATCH;
      while (
        at + length + 4 <= matchEnd &&
        view.getInt32(at + length, true) === view.getInt32(candidate + length, true)
      ) {
        length += 4;
      }
      while (at + length < matchEnd && source[at + length] === source[candidate + length]) length++;

      to = writeLiterals(source, anchor, at, target, to, Math.min(length - SMALLEST_MATCH, 15));
      const distance = at - candidate;
      target[to++] = distance & 255;
      target[to++] = distance >> 8;
      if (length - SMALLEST_MATCH >= 15) to = writeLength(target, to, length - SMALLEST_MATCH - 15);
      at += length;
      anchor = at;
      attempts = patience;
      step = nextStep = 1;
      // A position inside the match, so that what follows is found sooner.
      table[slotOf(view.getInt32(at - 2, true), source[at + 2] as number)] = at - 1;
    }
  }
  return writeLiterals(source, anchor, end, target, to, 0);
}

/**
 * Where the table remembers five bytes: in blocks of few different bytes any four are everywhere, and five lead to longer
 * matches. These are the bits 28 to 39 of their product with 0x9e3779b97f, from factors of 20 bits each.
 */
function slotOf(word: number, fifth: number): number {
  const low = word & 0xfffff;
  const high = (word >>> 20) | (fifth << 12);
  const carried = Math.floor((low * 0x9b97f) / 2 ** 20);
  return ((carried + Math.imul(low, 0x9e377) + Math.imul(high, 0x9b97f)) >>> 8) & (TABLE_SIZE - 1);
}

/** Writes what a length has beyond the 15 of its token. */
export function writeLength(target: Uint8Array, start: number, length: number): number {
  let to = start;
  let rest = length;
  for (; rest >= 255; rest -= 255) target[to++] = 255;
  target[to++] = rest;
  return to;
}

/** Writes the token, with the match's part of it, and the literals of a sequence. */
export function writeLiterals(
  source: Uint8Array,
  from: number,
  end: number,
  target: Uint8Array,
  start: number,
  matchToken: number,
): number {
  const count = end - from;
  let to = start;
  target[to++] = (Math.min(count, 15) << 4) | matchToken;
  if (count >= 15) to = writeLength(target, to, count - 15);
  if (count < LONG) for (let i = from; i < end; i++) target[to++] = source[i] as number;
  else {
    target.set(source.subarray(from, end), to);
    to += count;
  }
  return to;
}
