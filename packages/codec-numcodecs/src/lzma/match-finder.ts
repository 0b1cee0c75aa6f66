import { LONGEST_MATCH } from "./model.ts";

const HASH_BITS = 16;
/** A match of three bytes this far away costs more than its bytes. */
const FAR_FOR_THREE = 1 << 12;

/** Finds earlier occurrences by chains of positions with the same hash of three bytes. */
export class MatchFinder {
  readonly #data: Uint8Array;
  readonly #depth: number;
  readonly #window: number;
  readonly #heads: Int32Array;
  readonly #previous: Int32Array;
  #filled = 0;
  /** Of the last match found: bytes, and how far back less one. */
  length = 0;
  distance = 0;

  /** `depth`: how many candidates are tried; `window`: how far back they may be, in bytes. */
  constructor(data: Uint8Array, depth: number, window: number) {
    this.#data = data;
    this.#depth = depth;
    this.#window = window;
    this.#heads = new Int32Array(1 << HASH_BITS).fill(-1);
    this.#previous = new Int32Array(data.length);
  }

  /** Looks for the longest match at a position, not beyond `end`. Positions must not go back. */
  find(position: number, end: number): void {
    this.length = 0;
    this.#fill(position);
    const most = Math.min(LONGEST_MATCH, end - position);
    if (most < 3) return;
    const data = this.#data;
    let candidate = this.#heads[this.#hash(position)] as number;
    for (let left = this.#depth; candidate >= 0 && left > 0; left--) {
      const back = position - candidate;
      if (back > this.#window) return;
      if (data[candidate + this.length] === data[position + this.length]) {
        const length = this.matchLength(position, back, most);
        if (length > this.length && (length > 3 || back < FAR_FOR_THREE) && length >= 3) {
          this.length = length;
          this.distance = back - 1;
          if (length === most) return;
        }
      }
      candidate = this.#previous[candidate] as number;
    }
  }

  /** How many bytes at a position equal those so far back. */
  matchLength(position: number, back: number, most: number): number {
    const data = this.#data;
    let length = 0;
    while (length < most && data[position + length] === data[position - back + length]) length++;
    return length;
  }

  #fill(position: number): void {
    for (; this.#filled < position && this.#filled + 2 < this.#data.length; this.#filled++) {
      const hash = this.#hash(this.#filled);
      this.#previous[this.#filled] = this.#heads[hash] as number;
      this.#heads[hash] = this.#filled;
    }
  }

  #hash(position: number): number {
    const data = this.#data;
    const three =
      (data[position] as number) | ((data[position + 1] as number) << 8) | ((data[position + 2] as number) << 16);
    return Math.imul(three, 0x9e3779b1) >>> (32 - HASH_BITS);
  }
}
