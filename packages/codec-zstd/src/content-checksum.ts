/**
 * The content checksum of a zstd frame: the low half of the XXH64 of the decoded bytes.
 *
 * The WebAssembly builds verify checksums and write none, so it is computed here. Numbers of 64 bits are pairs of
 * 32-bit halves.
 *
 * Source: the XXH64 specification, and RFC 8878, section 3.1.1.
 */

/** A 64-bit number that is worked on in place. */
interface Word {
  high: number;
  low: number;
}

type Constant = Readonly<Word>;

const PRIME_1: Constant = { high: 0x9e3779b1, low: 0x85ebca87 };
const PRIME_2: Constant = { high: 0xc2b2ae3d, low: 0x27d4eb4f };
const PRIME_3: Constant = { high: 0x165667b1, low: 0x9e3779f9 };
const PRIME_4: Constant = { high: 0x85ebca77, low: 0xc2b2ae63 };
const PRIME_5: Constant = { high: 0x27d4eb2f, low: 0x165667c5 };

function add(word: Word, high: number, low: number): void {
  const sum = (word.low >>> 0) + (low >>> 0);
  word.low = sum | 0;
  word.high = (word.high + high + (sum >= 2 ** 32 ? 1 : 0)) | 0;
}

function multiply(word: Word, by: Constant): void {
  const { high, low } = word;
  // The upper half of low times low, from products of 16-bit parts that stay exact.
  const a0 = low & 0xffff;
  const a1 = low >>> 16;
  const b0 = by.low & 0xffff;
  const b1 = by.low >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const cross = a0 * b1 + (middle & 0xffff);
  const carry = a1 * b1 + Math.floor(middle / 65536) + Math.floor(cross / 65536);
  word.high = (Math.imul(high, by.low) + Math.imul(low, by.high) + (carry | 0)) | 0;
  word.low = Math.imul(low, by.low);
}

function rotate(word: Word, bits: number): void {
  const [high, low] = bits < 32 ? [word.high, word.low] : [word.low, word.high];
  const by = bits & 31;
  word.high = by === 0 ? high : (high << by) | (low >>> (32 - by));
  word.low = by === 0 ? low : (low << by) | (high >>> (32 - by));
}

function shiftXor(word: Word, bits: number): void {
  if (bits < 32) {
    const low = (word.low >>> bits) | (word.high << (32 - bits));
    word.high ^= word.high >>> bits;
    word.low ^= low;
  } else {
    word.low ^= word.high >>> (bits - 32);
  }
}

/** One step of a lane: eight bytes of input go in. */
function round(lane: Word, high: number, low: number): void {
  const input: Word = { high, low };
  multiply(input, PRIME_2);
  add(lane, input.high, input.low);
  rotate(lane, 31);
  multiply(lane, PRIME_1);
}

/** The low 32 bits of the XXH64 (seed 0) of the bytes, unsigned. */
export function contentChecksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hash: Word = { high: 0, low: 0 };
  let position = 0;
  if (bytes.length >= 32) {
    const lanes: [Word, Word, Word, Word] = [{ ...PRIME_1 }, { ...PRIME_2 }, { high: 0, low: 0 }, { high: 0, low: 0 }];
    add(lanes[0], PRIME_2.high, PRIME_2.low);
    // Minus PRIME_1 is its complement plus one.
    add(lanes[3], ~PRIME_1.high, ~PRIME_1.low);
    add(lanes[3], 0, 1);
    for (; position + 32 <= bytes.length; position += 32) {
      for (const [index, lane] of lanes.entries()) {
        const at = position + 8 * index;
        round(lane, view.getInt32(at + 4, true), view.getInt32(at, true));
      }
    }
    for (const [index, lane] of lanes.entries()) {
      const turned = { ...lane };
      rotate(turned, [1, 7, 12, 18][index] as number);
      add(hash, turned.high, turned.low);
    }
    for (const lane of lanes) {
      const mixed: Word = { high: 0, low: 0 };
      round(mixed, lane.high, lane.low);
      hash.high ^= mixed.high;
      hash.low ^= mixed.low;
      multiply(hash, PRIME_1);
      add(hash, PRIME_4.high, PRIME_4.low);
    }
  } else {
    add(hash, PRIME_5.high, PRIME_5.low);
  }
  add(hash, Math.floor(bytes.length / 2 ** 32), bytes.length | 0);

  for (; position + 8 <= bytes.length; position += 8) {
    const mixed: Word = { high: 0, low: 0 };
    round(mixed, view.getInt32(position + 4, true), view.getInt32(position, true));
    hash.high ^= mixed.high;
    hash.low ^= mixed.low;
    rotate(hash, 27);
    multiply(hash, PRIME_1);
    add(hash, PRIME_4.high, PRIME_4.low);
  }
  if (position + 4 <= bytes.length) {
    const mixed: Word = { high: 0, low: view.getInt32(position, true) };
    multiply(mixed, PRIME_1);
    hash.high ^= mixed.high;
    hash.low ^= mixed.low;
    rotate(hash, 23);
    multiply(hash, PRIME_2);
    add(hash, PRIME_3.high, PRIME_3.low);
    position += 4;
  }
  for (; position < bytes.length; position++) {
    const mixed: Word = { high: 0, low: bytes[position] as number };
    multiply(mixed, PRIME_5);
    hash.high ^= mixed.high;
    hash.low ^= mixed.low;
    rotate(hash, 11);
    multiply(hash, PRIME_1);
  }

  shiftXor(hash, 33);
  multiply(hash, PRIME_2);
  shiftXor(hash, 29);
  multiply(hash, PRIME_3);
  shiftXor(hash, 32);
  return hash.low >>> 0;
}

/** A frame without checksum, with the checksum of its content added and announced in the header. */
export function appendChecksum(frame: Uint8Array, content: Uint8Array): Uint8Array {
  const whole = new Uint8Array(frame.length + 4);
  whole.set(frame);
  // The frame header descriptor follows the magic number; bit 2 is the checksum flag.
  whole[4] = (whole[4] as number) | 4;
  new DataView(whole.buffer).setUint32(frame.length, contentChecksum(content), true);
  return whole;
}
