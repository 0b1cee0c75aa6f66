import { MOVE_BITS, PROBABILITY_BITS } from "./model.ts";

const TOP = 2 ** 24;

/** Reads adaptive bits. Throws when the input ends too early. */
export class RangeDecoder {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #position: number;
  #range = 0xffffffff;
  #code = 0;

  /** Starts on the bytes from `start` to `end`, the first five of which fill the register. */
  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#position = start;
    this.#end = end;
    if (this.#next() !== 0) throw new Error("lzma: the range coder starts with a byte that is not zero");
    for (let index = 0; index < 4; index++) this.#code = ((this.#code << 8) | this.#next()) >>> 0;
  }

  /** First byte not read, once everything before it has been. Throws unless the register is empty. */
  finish(): number {
    this.#normalize();
    if (this.#code !== 0) throw new Error("lzma: the compressed data does not end where it should");
    return this.#position;
  }

  bit(probabilities: Uint16Array, index: number): number {
    if (this.#range < TOP) this.#normalize();
    const probability = probabilities[index] as number;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = probability + ((2048 - probability) >> MOVE_BITS);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    probabilities[index] = probability - (probability >> MOVE_BITS);
    return 1;
  }

  /** Bits of even chance, the highest first. */
  direct(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--) {
      this.#normalize();
      this.#range = this.#range >>> 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = 2 * value + bit;
    }
    return value;
  }

  /** A number by a tree of bits, the highest first. */
  tree(probabilities: Uint16Array, base: number, bits: number): number {
    let node = 1;
    for (let left = bits; left > 0; left--) node = 2 * node + this.bit(probabilities, base + node);
    return node - (1 << bits);
  }

  /** A number by a tree of bits, the lowest first. */
  reverseTree(probabilities: Uint16Array, base: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let index = 0; index < bits; index++) {
      const bit = this.bit(probabilities, base + node);
      node = 2 * node + bit;
      value |= bit << index;
    }
    return value;
  }

  #normalize(): void {
    if (this.#range >= TOP) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#next()) >>> 0;
  }

  #next(): number {
    if (this.#position >= this.#end) throw new RangeError("lzma: the data ends too early");
    return this.#bytes[this.#position++] as number;
  }
}
