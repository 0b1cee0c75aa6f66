/**
 * An LZMA decoder that stops at a bound. Matches are copied within the output, so that a dictionary
 * size, whatever a header claims, reserves nothing.
 */
import type { OutputBuffer } from "../output-buffer.ts";
import {
  afterLiteral,
  afterMatch,
  afterRepeat,
  afterShortRepeat,
  DISTANCE_ALIGN,
  DISTANCE_SLOT,
  DISTANCE_SPECIAL,
  IS_MATCH,
  IS_REPEAT,
  IS_REPEAT_0,
  IS_REPEAT_0_LONG,
  IS_REPEAT_1,
  IS_REPEAT_2,
  LENGTH_HIGH,
  LENGTH_LOW,
  LENGTH_MIDDLE,
  LITERAL,
  LITERAL_SIZE,
  type LzmaProperties,
  MATCH_LENGTH,
  newProbabilities,
  PROBABILITY_START,
  probabilityCount,
  REPEAT_LENGTH,
  SHORTEST_MATCH,
} from "./model.ts";
import type { RangeDecoder } from "./range-decoder.ts";

const END_MARKER = 0xffffffff;

/** State that lasts from chunk to chunk. */
export class LzmaDecoder {
  readonly #output: OutputBuffer;
  #properties: LzmaProperties;
  #probabilities: Uint16Array;
  #state = 0;
  #distances: [number, number, number, number] = [0, 0, 0, 0];
  /** Where in the output the dictionary begins. */
  #start: number;

  constructor(output: OutputBuffer, properties: LzmaProperties) {
    this.#output = output;
    this.#start = output.length;
    this.#properties = properties;
    this.#probabilities = newProbabilities(properties);
  }

  resetDictionary(): void {
    this.#start = this.#output.length;
  }

  resetState(properties: LzmaProperties = this.#properties): void {
    this.#properties = properties;
    const size = probabilityCount(properties);
    // Damaged data may ask for this again and again, so memory is used again where it fits.
    if (this.#probabilities.length === size) this.#probabilities.fill(PROBABILITY_START);
    else this.#probabilities = newProbabilities(properties);
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
  }

  /**
   * Decodes until the output has so many bytes, or up to an end marker. Answers whether there was one.
   * Throws on damaged input.
   */
  decode(input: RangeDecoder, end: number): boolean {
    const output = this.#output;
    const probabilities = this.#probabilities;
    const positionMask = (1 << this.#properties.pb) - 1;
    while (output.length < end) {
      const place = (output.length - this.#start) & positionMask;
      const context = this.#state * 16 + place;
      if (input.bit(probabilities, IS_MATCH + context) === 0) {
        this.#literal(input);
        continue;
      }
      let length: number;
      if (input.bit(probabilities, IS_REPEAT + this.#state) === 0) {
        length = SHORTEST_MATCH + readLength(input, probabilities, MATCH_LENGTH, place);
        const distance = readDistance(input, probabilities, length);
        if (distance === END_MARKER) return true;
        this.#distances = [distance, this.#distances[0], this.#distances[1], this.#distances[2]];
        this.#state = afterMatch(this.#state);
      } else if (this.#repeat(input, context)) {
        length = SHORTEST_MATCH + readLength(input, probabilities, REPEAT_LENGTH, place);
        this.#state = afterRepeat(this.#state);
      } else {
        length = 1;
        this.#state = afterShortRepeat(this.#state);
      }
      if (length > end - output.length) throw new RangeError("lzma: a match is longer than the data");
      this.#copy(this.#distances[0] + 1, length);
    }
    return false;
  }

  /** Chooses among the last four distances; false for a single byte at the last one. */
  #repeat(input: RangeDecoder, context: number): boolean {
    const probabilities = this.#probabilities;
    const state = this.#state;
    const [first, second, third, fourth] = this.#distances;
    if (input.bit(probabilities, IS_REPEAT_0 + state) === 0) {
      return input.bit(probabilities, IS_REPEAT_0_LONG + context) === 1;
    }
    if (input.bit(probabilities, IS_REPEAT_1 + state) === 0) this.#distances = [second, first, third, fourth];
    else if (input.bit(probabilities, IS_REPEAT_2 + state) === 0) this.#distances = [third, first, second, fourth];
    else this.#distances = [fourth, first, second, third];
    return true;
  }

  #literal(input: RangeDecoder): void {
    const output = this.#output;
    const probabilities = this.#probabilities;
    const { lc, lp } = this.#properties;
    const position = output.length - this.#start;
    const previous = position > 0 ? (output.bytes[output.length - 1] as number) : 0;
    const context = ((position & ((1 << lp) - 1)) << lc) + (previous >> (8 - lc));
    const base = LITERAL + LITERAL_SIZE * context;
    let symbol = 1;
    if (this.#state >= 7) {
      if (this.#distances[0] >= position) throw new RangeError("lzma: a match reaches before the start of the data");
      let match = output.bytes[output.length - this.#distances[0] - 1] as number;
      do {
        const expected = (match >> 7) & 1;
        match <<= 1;
        const bit = input.bit(probabilities, base + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== expected) break;
      } while (symbol < 0x100);
    }
    while (symbol < 0x100) symbol = (symbol << 1) | input.bit(probabilities, base + symbol);
    if (output.length === output.bytes.length) output.reserve(1);
    output.bytes[output.length++] = symbol & 0xff;
    this.#state = afterLiteral(this.#state);
  }

  #copy(distance: number, length: number): void {
    const output = this.#output;
    if (distance > output.length - this.#start)
      throw new RangeError("lzma: a match reaches before the start of the data");
    output.reserve(length);
    const { bytes } = output;
    // Byte by byte: source and target may overlap, and then repeat what was just written.
    for (let position = output.length, end = position + length; position < end; position++) {
      bytes[position] = bytes[position - distance] as number;
    }
    output.length += length;
  }
}

function readLength(input: RangeDecoder, probabilities: Uint16Array, base: number, place: number): number {
  if (input.bit(probabilities, base) === 0) return input.tree(probabilities, base + LENGTH_LOW + 8 * place, 3);
  if (input.bit(probabilities, base + 1) === 0)
    return 8 + input.tree(probabilities, base + LENGTH_MIDDLE + 8 * place, 3);
  return 16 + input.tree(probabilities, base + LENGTH_HIGH, 8);
}

function readDistance(input: RangeDecoder, probabilities: Uint16Array, length: number): number {
  const lengthContext = Math.min(length - SHORTEST_MATCH, 3);
  const slot = input.tree(probabilities, DISTANCE_SLOT + 64 * lengthContext, 6);
  if (slot < 4) return slot;
  const bits = (slot >> 1) - 1;
  const distance = (2 | (slot & 1)) * 2 ** bits;
  if (slot < 14) return distance + input.reverseTree(probabilities, DISTANCE_SPECIAL + distance - slot, bits);
  return distance + 16 * input.direct(bits - 4) + input.reverseTree(probabilities, DISTANCE_ALIGN, 4);
}
