/**
 * A deflate encoder for level 1: a WebAssembly kernel finds matches and writes codes, what is chosen once for a block is chosen
 * here. On numbers it is several times as fast as zlib at that level, and its output has about the same size.
 *
 * Source: RFC 1951.
 */
import { type Bits, completed, describeCodes } from "./code-description.ts";
import { codeLengths, prefixCodes } from "./huffman.ts";
import { kernelModule } from "./kernel-module.ts";

/** What `kernel/build.mjs` exports: functions of addresses in its memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  begin(to: number): void;
  put(value: number, count: number): void;
  align(): number;
  skip(count: number): void;
  findMatches(start: number, end: number, to: number, first: number): number;
  writeCodes(sequences: number, end: number, from: number): void;
}

/** Where the kernel expects its tables, in words. */
const FREQUENCIES = { literals: 0x4000 / 4, distances: 0x4800 / 4 };
const CODES = { literals: 0x5000 / 4, distances: 0x5800 / 4 };
const LENGTH_SYMBOLS = 0x6000 / 4;
const DISTANCE_SYMBOLS = 0x6800 / 4;
/** Behind them lies the input. */
const INPUT = 0x10000;
const PAGE = 0x10000;
/** How far the kernel reads and writes behind what is there. */
const MARGIN = 64;

const LITERALS = 286;
const DISTANCES = 30;
const END_OF_BLOCK = 256;
const LONGEST_MATCH = 258;
const LONGEST_CODE = 15;
/** Input of one block: codes are as good for all of it, and few are made. */
const BLOCK = 128 * 1024;
/** Bytes of the two words for each sequence, of which the shortest has four. */
const SEQUENCES = 2 * BLOCK + MARGIN;
const LARGEST_STORED = 0xffff;

const DYNAMIC = 2;
const STORED = 0;

/** Bits that follow the code of a length or a distance. */
const restOfLength = (symbol: number): number => (symbol < 265 || symbol === 285 ? 0 : ((symbol - 257) >> 2) - 1);
const restOfDistance = (symbol: number): number => (symbol < 4 ? 0 : (symbol >> 1) - 1);

function writeSymbols(words: Uint32Array): void {
  let length = 3;
  for (let symbol = 257; symbol < 285; symbol++) {
    const count = restOfLength(symbol);
    for (let rest = 0; rest < 1 << count; rest++)
      words[LENGTH_SYMBOLS + length++] = symbol | (count << 9) | (rest << 16);
  }
  words[LENGTH_SYMBOLS + LONGEST_MATCH] = 285;
  let distance = 0;
  for (let symbol = 0; symbol < DISTANCES; symbol++) {
    const count = restOfDistance(symbol);
    for (const end = distance + (1 << count); distance < end; distance++) {
      const index = distance < 256 ? distance : 256 + (distance >> 7);
      words[DISTANCE_SYMBOLS + index] = symbol | (count << 8);
    }
  }
}

/** The longest stream that so many bytes can need. */
function largestStream(size: number): number {
  return size + (size >> 10) + MARGIN;
}

/** Bits that symbols of such frequencies take. */
function sizeOf(frequencies: Uint32Array, lengths: Uint8Array, restOf: (symbol: number) => number): number {
  return frequencies.reduce((sum, count, symbol) => sum + count * ((lengths[symbol] as number) + restOf(symbol)), 0);
}

export class DeflateKernel {
  readonly #exports: Exports;
  #bytes: Uint8Array = new Uint8Array(0);
  #words: Uint32Array = new Uint32Array(0);

  /** @throws Error where the host forbids WebAssembly. */
  constructor() {
    const module = new WebAssembly.Module(Uint8Array.from(atob(kernelModule), (character) => character.charCodeAt(0)));
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    this.#view();
    writeSymbols(this.#words);
  }

  /** Encodes a stream behind `before` bytes and in front of `after` more, all of which are good until the next call. */
  encode(bytes: Uint8Array, before: number, after: number): Uint8Array {
    const size = bytes.length;
    const sequences = INPUT + Math.ceil((size + MARGIN) / MARGIN) * MARGIN;
    const output = sequences + SEQUENCES;
    this.#reserve(output + before + largestStream(size) + after + MARGIN);
    this.#bytes.set(bytes, INPUT);
    this.#exports.begin(output + before);
    let start = 0;
    do {
      const end = Math.min(start + BLOCK, size);
      this.#writeBlock(start, end, sequences, end === size);
      start = end;
    } while (start < size);
    return this.#bytes.subarray(output, this.#exports.align() + after);
  }

  #writeBlock(start: number, end: number, sequences: number, isLast: boolean): void {
    const { put, findMatches, writeCodes } = this.#exports;
    const sequencesEnd = findMatches(INPUT + start, INPUT + end, sequences, INPUT);
    const literals = this.#words.slice(FREQUENCIES.literals, FREQUENCIES.literals + LITERALS);
    const distances = this.#words.slice(FREQUENCIES.distances, FREQUENCIES.distances + DISTANCES);
    literals[END_OF_BLOCK] = 1;
    const literalLengths = codeLengths(completed(literals), LONGEST_CODE);
    const distanceLengths = codeLengths(completed(distances), LONGEST_CODE);
    const description: readonly Bits[] = describeCodes(literalLengths, distanceLengths);
    const bits =
      description.reduce((sum, [, count]) => sum + count, 0) +
      sizeOf(literals, literalLengths, (symbol) => (symbol < 257 ? 0 : restOfLength(symbol))) +
      sizeOf(distances, distanceLengths, restOfDistance);
    if (bits >= 8 * (end - start)) {
      this.#storeBlock(start, end, isLast);
      return;
    }
    put((DYNAMIC << 1) | (isLast ? 1 : 0), 3);
    for (const [value, count] of description) put(value, count);
    this.#words.set(prefixCodes(literalLengths), CODES.literals);
    this.#words.set(prefixCodes(distanceLengths), CODES.distances);
    writeCodes(sequences, sequencesEnd, INPUT + start);
  }

  #storeBlock(start: number, end: number, isLast: boolean): void {
    const { put, align, skip } = this.#exports;
    for (let from = start; ; ) {
      const to = Math.min(from + LARGEST_STORED, end);
      put((STORED << 1) | (isLast && to === end ? 1 : 0), 3);
      align();
      put((to - from) | ((~(to - from) & 0xffff) << 16), 32);
      this.#bytes.copyWithin(align(), INPUT + from, INPUT + to);
      skip(to - from);
      if (to === end) return;
      from = to;
    }
  }

  #reserve(size: number): void {
    const { memory } = this.#exports;
    const missing = size - memory.buffer.byteLength;
    if (missing <= 0) return;
    memory.grow(Math.ceil(missing / PAGE));
    this.#view();
  }

  #view(): void {
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#words = new Uint32Array(this.#exports.memory.buffer);
  }
}
