import { writeLength, writeLiterals } from "@zarrkit/codec-base/lz4-block";

const SMALLEST_MATCH = 4;
const LAST_LITERALS = 5;
const MATCH_MARGIN = 12;
const LARGEST_DISTANCE = 65535;
const HASH_BITS = 15;

/**
 * Encodes one LZ4 block as {@link import("@zarrkit/codec-base/lz4-block").encodeBlock} does, and searches harder: all earlier places
 * with the same four bytes are linked, and the longest match of the last `depth` of them is taken.
 *
 * @returns Where the block ends.
 */
export function encodeBlockThoroughly(source: Uint8Array, target: Uint8Array, start: number, depth: number): number {
  const end = source.length;
  const view = new DataView(source.buffer, source.byteOffset, end);
  const matchEnd = end - LAST_LITERALS;
  const lastMatch = end - MATCH_MARGIN;
  // Positions plus one, so that zero means none: the latest with a hash, and the one before each position.
  const latest = new Int32Array(1 << HASH_BITS);
  const previous = new Int32Array(Math.max(end, 1));
  let to = start;
  let anchor = 0;
  let linked = 0;

  const link = (until: number): void => {
    for (; linked < until; linked++) {
      const slot = Math.imul(view.getInt32(linked, true), -1640531535) >>> (32 - HASH_BITS);
      previous[linked] = latest[slot] as number;
      latest[slot] = linked + 1;
    }
  };

  for (let at = 0; at <= lastMatch; ) {
    link(at + 1);
    let best = SMALLEST_MATCH - 1;
    let bestFrom = 0;
    let from = (previous[at] as number) - 1;
    for (let tries = depth; tries > 0 && from >= 0 && at - from <= LARGEST_DISTANCE; tries--) {
      if (source[from + best] === source[at + best]) {
        let length = 0;
        while (at + length < matchEnd && source[from + length] === source[at + length]) length++;
        if (length > best) {
          best = length;
          bestFrom = from;
          if (at + length >= matchEnd) break;
        }
      }
      from = (previous[from] as number) - 1;
    }
    if (best < SMALLEST_MATCH) {
      at++;
      continue;
    }
    to = writeLiterals(source, anchor, at, target, to, Math.min(best - SMALLEST_MATCH, 15));
    const distance = at - bestFrom;
    target[to++] = distance & 255;
    target[to++] = distance >> 8;
    if (best - SMALLEST_MATCH >= 15) to = writeLength(target, to, best - SMALLEST_MATCH - 15);
    at += best;
    anchor = at;
    link(Math.min(at, lastMatch + 1));
  }
  return writeLiterals(source, anchor, end, target, to, 0);
}
