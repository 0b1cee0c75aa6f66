/**
 * A bzip2 decoder that stops at a bound. Written here because the decoders to be had need Node's
 * `Buffer`, or cannot be told how far they may go.
 */
import type { DecodeBound } from "@zarrkit/core/contract";
import { OutputBuffer } from "../output-buffer.ts";
import { blockChecksum, foldChecksum } from "./block-checksum.ts";
import {
  BLOCK_MAGIC_HIGH,
  BLOCK_MAGIC_LOW,
  BLOCK_UNIT,
  END_MAGIC_HIGH,
  END_MAGIC_LOW,
  GROUP_SIZE,
  LONGEST_CODE,
  RUN_B,
} from "./format.ts";

/** Decodes one stream or several in a row. Throws on damaged input, and beyond the bound. */
export function decodeBzip2(bytes: Uint8Array, bound: DecodeBound): Uint8Array {
  const output = new OutputBuffer("bz2", bound);
  const input = new BitReader(bytes);
  const scratch = new BlockScratch(bound.limit);
  do {
    decodeStream(input, output, scratch);
    input.alignToByte();
  } while (input.remaining > 0);
  return output.finish();
}

/** Memory for one block, kept from block to block. */
class BlockScratch {
  readonly #most: number;
  #links = new Uint32Array(0);

  constructor(limit: number) {
    // Packed runs make a block longer by a quarter at most, so a longer one would pass the limit.
    this.#most = Math.ceil(1.25 * limit) + 1;
  }

  links(level: number): Uint32Array {
    const capacity = Math.min(level * BLOCK_UNIT, this.#most);
    if (this.#links.length < capacity) this.#links = new Uint32Array(capacity);
    return this.#links.subarray(0, capacity);
  }
}

/** Bits from the highest of each byte down. */
class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  /** At most 24 bits. */
  read(count: number): number {
    while (this.#count < count) {
      if (this.#position >= this.#bytes.length) throw new RangeError("bz2: the data ends too early");
      this.#held = ((this.#held << 8) | (this.#bytes[this.#position++] as number)) & 0x7fffffff;
      this.#count += 8;
    }
    this.#count -= count;
    return (this.#held >>> this.#count) & ((1 << count) - 1);
  }

  readWord(): number {
    return this.read(16) * 0x10000 + this.read(16);
  }

  /** Gives the rest of a byte up; whole bytes are never held at this point. */
  alignToByte(): void {
    this.#count = 0;
  }
}

function decodeStream(input: BitReader, output: OutputBuffer, scratch: BlockScratch): void {
  const level = input.read(24) === 0x425a68 ? input.read(8) - 0x30 : 0;
  if (level < 1 || level > 9) throw new Error("bz2: no bzip2 stream starts here");
  let checksum = 0;
  for (;;) {
    const high = input.read(24);
    const low = input.read(24);
    if (high === END_MAGIC_HIGH && low === END_MAGIC_LOW) break;
    if (high !== BLOCK_MAGIC_HIGH || low !== BLOCK_MAGIC_LOW) throw new Error("bz2: a block has a damaged header");
    const expected = input.readWord();
    const start = output.length;
    decodeBlock(input, output, scratch.links(level));
    const computed = blockChecksum(output.bytes.subarray(start, output.length));
    if (computed !== expected) throw new Error("bz2: the checksum of a block does not match its data");
    checksum = foldChecksum(checksum, computed);
  }
  if (input.readWord() !== checksum) throw new Error("bz2: the checksum of the stream does not match its data");
}

/** A Huffman code as canonical ranges: where the codes of each length start, and the symbols in order of code. */
interface HuffmanTable {
  readonly shortest: number;
  /** For each length: the first code that is too large for it. */
  readonly limits: Int32Array;
  /** For each length: what to subtract from a code to get its place in `symbols`. */
  readonly offsets: Int32Array;
  readonly symbols: Uint16Array;
}

function decodeBlock(input: BitReader, output: OutputBuffer, links: Uint32Array): void {
  if (input.read(1) === 1) throw new Error("bz2: randomised blocks, obsolete since 1997, are not supported");
  const origin = input.read(24);
  const alphabet = readAlphabet(input);
  const tableCount = input.read(3);
  if (tableCount < 2 || tableCount > 6) throw new Error(`bz2: a block has ${tableCount} Huffman tables`);
  const selectors = readSelectors(input, tableCount);
  const tables = Array.from({ length: tableCount }, () => readTable(input, alphabet.length + 2));
  const counts = new Uint32Array(256);
  const length = readSymbols(input, alphabet, selectors, tables, links, counts);
  if (origin >= length) throw new Error("bz2: a block starts outside of itself");
  // Byte i of the last column is byte `place` of the first: link them.
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = counts[byte] as number;
    counts[byte] = sum;
    sum += count;
  }
  for (let index = 0; index < length; index++) {
    const byte = (links[index] as number) & 0xff;
    const place = counts[byte] as number;
    counts[byte] = place + 1;
    links[place] = (links[place] as number) | (index << 8);
  }
  unpackRuns(output, links, length, (links[origin] as number) >>> 8);
}

/** Four equal bytes are followed by a count of further ones. */
function unpackRuns(output: OutputBuffer, links: Uint32Array, length: number, first: number): void {
  let place = first;
  let previous = -1;
  let run = 0;
  for (let index = 0; index < length; index++) {
    const entry = links[place] as number;
    const byte = entry & 0xff;
    place = entry >>> 8;
    if (run === 4) {
      output.reserve(byte);
      output.bytes.fill(previous, output.length, output.length + byte);
      output.length += byte;
      run = 0;
      previous = -1;
      continue;
    }
    run = byte === previous ? run + 1 : 1;
    previous = byte;
    if (output.length === output.bytes.length) output.reserve(1);
    output.bytes[output.length++] = byte;
  }
}

function readAlphabet(input: BitReader): Uint8Array {
  const rows = input.read(16);
  const alphabet: number[] = [];
  for (let row = 0; row < 16; row++) {
    if ((rows & (0x8000 >> row)) === 0) continue;
    const columns = input.read(16);
    for (let column = 0; column < 16; column++) if (columns & (0x8000 >> column)) alphabet.push(16 * row + column);
  }
  if (alphabet.length === 0) throw new Error("bz2: a block uses no bytes at all");
  return Uint8Array.from(alphabet);
}

function readSelectors(input: BitReader, tableCount: number): Uint8Array {
  const selectors = new Uint8Array(input.read(15));
  const order = Array.from({ length: tableCount }, (_, table) => table);
  for (let index = 0; index < selectors.length; index++) {
    let place = 0;
    while (input.read(1) === 1) if (++place >= tableCount) throw new Error("bz2: a selector names no table");
    const [table] = order.splice(place, 1) as [number];
    order.unshift(table);
    selectors[index] = table;
  }
  return selectors;
}

function readTable(input: BitReader, symbolCount: number): HuffmanTable {
  const lengths = new Uint8Array(symbolCount);
  let length = input.read(5);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    for (;;) {
      if (length < 1 || length > LONGEST_CODE) throw new Error(`bz2: a code of ${length} bits is not possible`);
      if (input.read(1) === 0) break;
      length += input.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  const limits = new Int32Array(LONGEST_CODE + 1);
  const offsets = new Int32Array(LONGEST_CODE + 1);
  const symbols = new Uint16Array(symbolCount);
  let code = 0;
  let place = 0;
  for (let size = 1; size <= LONGEST_CODE; size++) {
    offsets[size] = code - place;
    for (let symbol = 0; symbol < symbolCount; symbol++) {
      if (lengths[symbol] !== size) continue;
      symbols[place++] = symbol;
      code++;
    }
    limits[size] = code;
    code <<= 1;
  }
  return { shortest: Math.min(...lengths), limits, offsets, symbols };
}

/** Undoes Huffman, run length and move-to-front coding: the last column goes to the low bytes of `links`. */
function readSymbols(
  input: BitReader,
  alphabet: Uint8Array,
  selectors: Uint8Array,
  tables: readonly HuffmanTable[],
  links: Uint32Array,
  counts: Uint32Array,
): number {
  const order = alphabet.slice();
  const end = alphabet.length + 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  for (const selector of selectors) {
    const table = tables[selector] as HuffmanTable;
    for (let left = GROUP_SIZE; left > 0; left--) {
      const symbol = readSymbol(input, table);
      if (symbol <= RUN_B) {
        // Bijective base 2: the symbols count for 1 and 2.
        run += weight << symbol;
        weight <<= 1;
        if (run > links.length - length) throw new RangeError("bz2: a block is longer than it may be");
        continue;
      }
      if (run > 0) {
        const byte = order[0] as number;
        links.fill(byte, length, length + run);
        counts[byte] = (counts[byte] as number) + run;
        length += run;
        run = 0;
        weight = 1;
      }
      if (symbol === end) return length;
      if (length >= links.length) throw new RangeError("bz2: a block is longer than it may be");
      const byte = order[symbol - 1] as number;
      order.copyWithin(1, 0, symbol - 1);
      order[0] = byte;
      counts[byte] = (counts[byte] as number) + 1;
      links[length++] = byte;
    }
  }
  throw new Error("bz2: a block has no end");
}

function readSymbol(input: BitReader, table: HuffmanTable): number {
  let code = input.read(table.shortest);
  for (let size = table.shortest; size <= LONGEST_CODE; size++) {
    if (code < (table.limits[size] as number)) {
      const symbol = table.symbols[code - (table.offsets[size] as number)];
      if (symbol === undefined) break;
      return symbol;
    }
    code = (code << 1) | input.read(1);
  }
  throw new Error("bz2: the data has a code that no symbol has");
}
