/** An LZMA encoder that takes the longest match at hand; it trades some density for being small. */
import { MatchFinder } from "./match-finder.ts";
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
  LONGEST_MATCH,
  type LzmaProperties,
  MATCH_LENGTH,
  newProbabilities,
  REPEAT_LENGTH,
  SHORTEST_MATCH,
} from "./model.ts";
import type { RangeEncoder } from "./range-encoder.ts";

/** State that lasts from chunk to chunk. */
export class LzmaEncoder {
  readonly #data: Uint8Array;
  readonly #properties: LzmaProperties;
  readonly #finder: MatchFinder;
  #probabilities: Uint16Array;
  #state = 0;
  #distances: number[] = [0, 0, 0, 0];

  /** `depth`: how hard to look for matches; `window`: how far back they may be, in bytes. */
  constructor(data: Uint8Array, properties: LzmaProperties, depth: number, window: number) {
    this.#data = data;
    this.#properties = properties;
    this.#finder = new MatchFinder(data, depth, window);
    this.#probabilities = newProbabilities(properties);
  }

  resetState(): void {
    this.#probabilities = newProbabilities(this.#properties);
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
  }

  /** Encodes a part of the data. */
  encode(output: RangeEncoder, start: number, end: number): void {
    for (let position = start; position < end; ) position += this.#step(output, position, end);
  }

  /** Writes the mark that says where the data ends. */
  end(output: RangeEncoder, position: number): void {
    const place = position & ((1 << this.#properties.pb) - 1);
    output.bit(this.#probabilities, IS_MATCH + this.#state * 16 + place, 1);
    output.bit(this.#probabilities, IS_REPEAT + this.#state, 0);
    this.#writeLength(output, MATCH_LENGTH, place, SHORTEST_MATCH);
    this.#writeDistance(output, 0xffffffff, SHORTEST_MATCH);
  }

  /** Encodes one literal or match; answers how many bytes that was. */
  #step(output: RangeEncoder, position: number, end: number): number {
    const probabilities = this.#probabilities;
    const finder = this.#finder;
    const place = position & ((1 << this.#properties.pb) - 1);
    const context = this.#state * 16 + place;
    const most = Math.min(LONGEST_MATCH, end - position);
    let repeat = -1;
    let repeatLength = 0;
    for (let index = 0; index < 4; index++) {
      const back = (this.#distances[index] as number) + 1;
      const length = back <= position ? finder.matchLength(position, back, most) : 0;
      if (length > repeatLength) {
        repeat = index;
        repeatLength = length;
      }
    }
    finder.find(position, end);
    if (repeatLength >= SHORTEST_MATCH && repeatLength + 1 >= finder.length) {
      output.bit(probabilities, IS_MATCH + context, 1);
      output.bit(probabilities, IS_REPEAT + this.#state, 1);
      this.#writeRepeat(output, repeat, context);
      this.#writeLength(output, REPEAT_LENGTH, place, repeatLength);
      this.#state = afterRepeat(this.#state);
      return repeatLength;
    }
    if (finder.length > 0) {
      output.bit(probabilities, IS_MATCH + context, 1);
      output.bit(probabilities, IS_REPEAT + this.#state, 0);
      this.#writeLength(output, MATCH_LENGTH, place, finder.length);
      this.#writeDistance(output, finder.distance, finder.length);
      this.#distances = [finder.distance, ...this.#distances.slice(0, 3)];
      this.#state = afterMatch(this.#state);
      return finder.length;
    }
    if (repeat === 0) {
      output.bit(probabilities, IS_MATCH + context, 1);
      output.bit(probabilities, IS_REPEAT + this.#state, 1);
      output.bit(probabilities, IS_REPEAT_0 + this.#state, 0);
      output.bit(probabilities, IS_REPEAT_0_LONG + context, 0);
      this.#state = afterShortRepeat(this.#state);
      return 1;
    }
    output.bit(probabilities, IS_MATCH + context, 0);
    this.#writeLiteral(output, position);
    this.#state = afterLiteral(this.#state);
    return 1;
  }

  #writeRepeat(output: RangeEncoder, index: number, context: number): void {
    const probabilities = this.#probabilities;
    output.bit(probabilities, IS_REPEAT_0 + this.#state, index === 0 ? 0 : 1);
    if (index === 0) {
      output.bit(probabilities, IS_REPEAT_0_LONG + context, 1);
      return;
    }
    output.bit(probabilities, IS_REPEAT_1 + this.#state, index === 1 ? 0 : 1);
    if (index > 1) output.bit(probabilities, IS_REPEAT_2 + this.#state, index - 2);
    const [distance] = this.#distances.splice(index, 1) as [number];
    this.#distances.unshift(distance);
  }

  #writeLiteral(output: RangeEncoder, position: number): void {
    const probabilities = this.#probabilities;
    const data = this.#data;
    const { lc, lp } = this.#properties;
    const previous = position > 0 ? (data[position - 1] as number) : 0;
    const context = ((position & ((1 << lp) - 1)) << lc) + (previous >> (8 - lc));
    const base = LITERAL + LITERAL_SIZE * context;
    const byte = data[position] as number;
    const match = this.#state >= 7 ? (data[position - (this.#distances[0] as number) - 1] as number) : -1;
    let matching = match >= 0;
    let symbol = 1;
    for (let left = 7; left >= 0; left--) {
      const bit = (byte >> left) & 1;
      const expected = (match >> left) & 1;
      output.bit(probabilities, base + (matching ? (1 + expected) << 8 : 0) + symbol, bit);
      symbol = (symbol << 1) | bit;
      if (bit !== expected) matching = false;
    }
  }

  #writeLength(output: RangeEncoder, base: number, place: number, length: number): void {
    const probabilities = this.#probabilities;
    const value = length - SHORTEST_MATCH;
    output.bit(probabilities, base, value < 8 ? 0 : 1);
    if (value < 8) {
      output.tree(probabilities, base + LENGTH_LOW + 8 * place, 3, value);
      return;
    }
    output.bit(probabilities, base + 1, value < 16 ? 0 : 1);
    if (value < 16) output.tree(probabilities, base + LENGTH_MIDDLE + 8 * place, 3, value - 8);
    else output.tree(probabilities, base + LENGTH_HIGH, 8, value - 16);
  }

  #writeDistance(output: RangeEncoder, distance: number, length: number): void {
    const probabilities = this.#probabilities;
    const bits = 31 - Math.clz32(distance);
    const slot = distance < 4 ? distance : 2 * bits + ((distance >>> (bits - 1)) & 1);
    output.tree(probabilities, DISTANCE_SLOT + 64 * Math.min(length - SHORTEST_MATCH, 3), 6, slot);
    if (slot < 4) return;
    const low = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** low;
    if (slot < 14) {
      output.reverseTree(probabilities, DISTANCE_SPECIAL + base - slot, low, distance - base);
    } else {
      output.direct((distance - base) >>> 4, low - 4);
      output.reverseTree(probabilities, DISTANCE_ALIGN, 4, distance & 15);
    }
  }
}
