import { MOVE_BITS, PROBABILITY_BITS } from "./model.ts";

const TOP = 2 ** 24;
const WORD = 2 ** 32;

/** Writes adaptive bits. */
export class RangeEncoder {
  #bytes: Uint8Array = new Uint8Array(1 << 12);
  #length = 0;
  #low = 0;
  #range = 0xffffffff;
  /** The last byte not written, and how many bytes a carry may still change. */
  #cache = 0;
  #pending = 1;

  bit(probabilities: Uint16Array, index: number, bit: number): void {
    const probability = probabilities[index] as number;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    if (bit === 0) {
      this.#range = bound;
      probabilities[index] = probability + ((2048 - probability) >> MOVE_BITS);
    } else {
      this.#low += bound;
      this.#range -= bound;
      probabilities[index] = probability - (probability >> MOVE_BITS);
    }
    this.#normalize();
  }

  /** Bits of even chance, the highest first. */
  direct(value: number, count: number): void {
    for (let left = count - 1; left >= 0; left--) {
      this.#range = this.#range >>> 1;
      if ((value >>> left) & 1) this.#low += this.#range;
      this.#normalize();
    }
  }

  /** A number by a tree of bits, the highest first. */
  tree(probabilities: Uint16Array, base: number, bits: number, value: number): void {
    let node = 1;
    for (let left = bits - 1; left >= 0; left--) {
      const bit = (value >>> left) & 1;
      this.bit(probabilities, base + node, bit);
      node = 2 * node + bit;
    }
  }

  /** A number by a tree of bits, the lowest first. */
  reverseTree(probabilities: Uint16Array, base: number, bits: number, value: number): void {
    let node = 1;
    for (let index = 0; index < bits; index++) {
      const bit = (value >>> index) & 1;
      this.bit(probabilities, base + node, bit);
      node = 2 * node + bit;
    }
  }

  /** Writes what is held back. */
  finish(): Uint8Array {
    for (let index = 0; index < 5; index++) this.#shift();
    return this.#bytes.subarray(0, this.#length);
  }

  #normalize(): void {
    while (this.#range < TOP) {
      this.#range = (this.#range << 8) >>> 0;
      this.#shift();
    }
  }

  #shift(): void {
    if (this.#low < 0xff000000 || this.#low >= WORD) {
      const carry = this.#low >= WORD ? 1 : 0;
      for (let byte = this.#cache; this.#pending > 0; this.#pending--, byte = 0xff) this.#push(byte + carry);
      this.#cache = Math.floor((this.#low % WORD) / TOP);
    }
    this.#pending++;
    this.#low = (this.#low % TOP) * 256;
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#bytes.length);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length++] = byte;
  }
}
