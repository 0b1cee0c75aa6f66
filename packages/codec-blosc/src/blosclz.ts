/**
 * The blosclz stream format: literal runs of up to 32 bytes, and matches near (13-bit) or far (16 bits more).
 *
 * Source: the format as c-blosc 1.21 reads it, `blosc/blosclz.c`, a descendant of FastLZ. Every length is checked
 * against both buffers.
 */

const NEAR = 8191;
const FARTHEST = 65535 + NEAR;
const LARGEST_LITERAL_RUN = 32;
const HASH_BITS = 14;
/** What is left at the end as literals. */
const MARGIN = 12;

function damaged(what: string): Error {
  return new Error(`damaged blosclz data: ${what}`);
}

/** Decodes a stream that fills `target` exactly. */
export function decodeBlosclz(source: Uint8Array, target: Uint8Array): void {
  let from = 0;
  let to = 0;
  const next = (): number => {
    if (from >= source.length) throw damaged("it is cut off");
    return source[from++] as number;
  };
  // The first instruction is a literal run, whatever its upper bits say.
  let control = next() & 31;
  for (;;) {
    if (control < 32) {
      const count = control + 1;
      if (count > source.length - from) throw damaged("literals are cut off");
      if (count > target.length - to) throw damaged(`it decodes to more than ${target.length} bytes`);
      for (const end = from + count; from < end; ) target[to++] = source[from++] as number;
    } else {
      let length = (control >> 5) + 2;
      if (control >> 5 === 7) {
        let more: number;
        do {
          more = next();
          length += more;
        } while (more === 255);
      }
      const low = next();
      let distance = ((control & 31) << 8) + low + 1;
      if (low === 255 && (control & 31) === 31) {
        distance = NEAR + 1 + (next() << 8);
        distance += next();
      }
      if (distance > to) throw damaged(`a match looks back ${distance} bytes, of ${to}`);
      if (length > target.length - to) throw damaged(`it decodes to more than ${target.length} bytes`);
      if (distance >= length && length >= 32) target.copyWithin(to, to - distance, to - distance + length);
      else if (distance === 1) target.fill(target[to - 1] as number, to, to + length);
      else for (let i = 0; i < length; i++) target[to + i] = target[to + i - distance] as number;
      to += length;
    }
    if (from === source.length) break;
    control = next();
  }
  if (to !== target.length) throw damaged(`it decodes to ${to} bytes, expected ${target.length}`);
}

/** Encodes a stream, or answers `undefined` when it would not be shorter than `source`. */
export function encodeBlosclz(source: Uint8Array): Uint8Array | undefined {
  const end = source.length;
  // The longest single instruction beyond what is checked below: a match with its length bytes.
  const target = new Uint8Array(end + Math.ceil(end / 255) + 64);
  const view = new DataView(source.buffer, source.byteOffset, end);
  const table = new Int32Array(1 << HASH_BITS);
  let to = 0;
  let anchor = 0;

  const writeLiterals = (until: number): void => {
    for (let at = anchor; at < until; ) {
      const count = Math.min(LARGEST_LITERAL_RUN, until - at);
      target[to++] = count - 1;
      for (const stop = at + count; at < stop; ) target[to++] = source[at++] as number;
    }
  };

  const lastMatch = end - MARGIN;
  // The first byte is a literal always.
  let at = 1;
  let misses = 0;
  while (at < lastMatch) {
    const word = view.getInt32(at, true);
    const slot = Math.imul(word, -1640531535) >>> (32 - HASH_BITS);
    const candidate = (table[slot] as number) - 1;
    table[slot] = at + 1;
    const distance = at - candidate;
    if (candidate < 0 || distance > FARTHEST || view.getInt32(candidate, true) !== word) {
      at += 1 + (misses++ >> 6);
      continue;
    }
    let length = 4;
    while (at + length < lastMatch && source[at + length] === source[candidate + length]) length++;
    if (distance > NEAR && length < 6) {
      at++;
      continue;
    }
    // Literals cost a byte for every 32 of them: stop before the room ends.
    if (to + (at - anchor) + Math.ceil((at - anchor) / LARGEST_LITERAL_RUN) >= end) return undefined;
    writeLiterals(at);
    const back = distance > NEAR ? distance - 1 - NEAR : distance - 1;
    const code = Math.min(length - 2, 7);
    target[to++] = (code << 5) | (distance > NEAR ? 31 : back >> 8);
    if (code === 7) {
      let rest = length - 9;
      for (; rest >= 255; rest -= 255) target[to++] = 255;
      target[to++] = rest;
    }
    if (distance > NEAR) {
      target[to++] = 255;
      target[to++] = back >> 8;
    }
    target[to++] = back & 255;
    at += length;
    anchor = at;
    misses = 0;
  }
  if (to + (end - anchor) + Math.ceil((end - anchor) / LARGEST_LITERAL_RUN) >= end) return undefined;
  writeLiterals(end);
  return target.subarray(0, to);
}
