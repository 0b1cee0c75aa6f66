/** A bzip2 encoder. */

import { BitWriter } from "./bit-writer.ts";
import { blockChecksum, foldChecksum } from "./block-checksum.ts";
import {
  BLOCK_MAGIC_HIGH,
  BLOCK_MAGIC_LOW,
  BLOCK_UNIT,
  END_MAGIC_HIGH,
  END_MAGIC_LOW,
  GROUP_SIZE,
  RUN_A,
} from "./format.ts";
import { codesOf, huffmanTables } from "./huffman.ts";
import { sortRotations } from "./rotation-sort.ts";

/** Encodes bytes as one stream. `level` from 1 to 9 sets the block size, in 100 kB. */
export function encodeBzip2(bytes: Uint8Array, level: number): Uint8Array {
  const output = new BitWriter();
  output.write(0x425a68, 24);
  output.write(0x30 + level, 8);
  let checksum = 0;
  // The format leaves a few bytes of each block unused.
  const capacity = level * BLOCK_UNIT - 19;
  const packed = new Uint8Array(Math.min(capacity, Math.ceil(1.25 * bytes.length) + 1));
  for (let start = 0; start < bytes.length; ) {
    const { end, length } = packRuns(bytes, start, packed, capacity);
    const block = blockChecksum(bytes.subarray(start, end));
    checksum = foldChecksum(checksum, block);
    output.write(BLOCK_MAGIC_HIGH, 24);
    output.write(BLOCK_MAGIC_LOW, 24);
    output.writeWord(block);
    encodeBlock(output, packed.subarray(0, length));
    start = end;
  }
  output.write(END_MAGIC_HIGH, 24);
  output.write(END_MAGIC_LOW, 24);
  output.writeWord(checksum);
  return output.finish();
}

/** After four equal bytes comes a count of further ones, up to 251. */
function packRuns(
  bytes: Uint8Array,
  start: number,
  packed: Uint8Array,
  capacity: number,
): { readonly end: number; readonly length: number } {
  let position = start;
  let length = 0;
  while (position < bytes.length && length + 5 <= capacity) {
    const byte = bytes[position] as number;
    let run = 1;
    while (run < 255 && bytes[position + run] === byte) run++;
    for (let copy = Math.min(run, 4); copy > 0; copy--) packed[length++] = byte;
    if (run >= 4) packed[length++] = run - 4;
    position += run;
  }
  return { end: position, length };
}

function encodeBlock(output: BitWriter, block: Uint8Array): void {
  const rotations = sortRotations(block);
  const used = new Uint8Array(256);
  for (const byte of block) used[byte] = 1;
  const alphabet = Uint8Array.from(Array.from(used.keys()).filter((byte) => used[byte] === 1));
  const symbols = toSymbols(block, rotations, alphabet);
  const { tables, selectors } = huffmanTables(symbols, alphabet.length + 2);
  output.write(0, 1);
  output.write(rotations.indexOf(0), 24);
  writeAlphabet(output, used);
  output.write(tables.length, 3);
  output.write(selectors.length, 15);
  writeSelectors(output, selectors, tables.length);
  for (const lengths of tables) writeLengths(output, lengths);
  const codes = tables.map(codesOf);
  for (let index = 0; index < symbols.length; index++) {
    const selector = selectors[Math.floor(index / GROUP_SIZE)] as number;
    const symbol = symbols[index] as number;
    output.write(
      (codes[selector] as Uint32Array)[symbol] as number,
      (tables[selector] as Uint8Array)[symbol] as number,
    );
  }
}

/** The last column of the sorted rotations, moved to front; runs of the front byte are numbers in bijective base 2. */
function toSymbols(block: Uint8Array, rotations: Uint32Array, alphabet: Uint8Array): Uint16Array {
  const order = alphabet.slice();
  const symbols = new Uint16Array(block.length + 1);
  let count = 0;
  let run = 0;
  const endRun = (): void => {
    for (let rest = run; rest > 0; rest = (rest - 1) >> 1) symbols[count++] = RUN_A + ((rest - 1) & 1);
    run = 0;
  };
  for (const start of rotations) {
    const byte = block[start === 0 ? block.length - 1 : start - 1] as number;
    if (byte === order[0]) {
      run++;
      continue;
    }
    endRun();
    const place = order.indexOf(byte);
    order.copyWithin(1, 0, place);
    order[0] = byte;
    symbols[count++] = place + 1;
  }
  endRun();
  symbols[count++] = alphabet.length + 1;
  return symbols.subarray(0, count);
}

function writeAlphabet(output: BitWriter, used: Uint8Array): void {
  const rows = Array.from({ length: 16 }, (_, row) =>
    used.subarray(16 * row, 16 * row + 16).reduce((bits, bit) => (bits << 1) | bit, 0),
  );
  output.write(
    rows.reduce((bits, row) => (bits << 1) | (row === 0 ? 0 : 1), 0),
    16,
  );
  for (const row of rows) if (row !== 0) output.write(row, 16);
}

function writeSelectors(output: BitWriter, selectors: Uint8Array, tableCount: number): void {
  const order = Array.from({ length: tableCount }, (_, table) => table);
  for (const selector of selectors) {
    const place = order.indexOf(selector);
    for (let step = 0; step < place; step++) output.write(1, 1);
    output.write(0, 1);
    order.splice(place, 1);
    order.unshift(selector);
  }
}

function writeLengths(output: BitWriter, lengths: Uint8Array): void {
  let current = lengths[0] as number;
  output.write(current, 5);
  for (const length of lengths) {
    for (; current < length; current++) output.write(0b10, 2);
    for (; current > length; current--) output.write(0b11, 2);
    output.write(0, 1);
  }
}
