import type { DecodeBound } from "@zarrkit/core/contract";
import { requireDecodedSize } from "./decoded-size.ts";

const FIRST_GUESS = 1 << 16;

/** Decoded bytes of a length that is not known beforehand; it never grows past a bound. */
export class OutputBuffer {
  /** What is there so far fills the first `length` bytes. Replaced as it grows. */
  bytes: Uint8Array;
  length = 0;
  readonly #codec: string;
  readonly #bound: DecodeBound;

  constructor(codec: string, bound: DecodeBound) {
    this.#codec = codec;
    this.#bound = bound;
    this.bytes = new Uint8Array(Math.min(bound.size ?? FIRST_GUESS, bound.limit));
  }

  /** Makes room for so many more bytes. Throws when that would pass the bound. */
  reserve(count: number): void {
    const wanted = this.length + count;
    if (wanted <= this.bytes.length) return;
    if (wanted > this.#bound.limit)
      throw new RangeError(`${this.#codec}: the data is longer than the ${this.#bound.limit} bytes expected`);
    const grown = new Uint8Array(Math.min(Math.max(wanted, 2 * this.bytes.length), this.#bound.limit));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** Appends bytes. Throws when they would pass the bound. */
  append(part: Uint8Array): void {
    this.reserve(part.length);
    this.bytes.set(part, this.length);
    this.length += part.length;
  }

  /** The decoded bytes. Throws when they are not as many as the bound says. */
  finish(): Uint8Array {
    requireDecodedSize(this.#codec, this.length, this.#bound);
    return this.bytes.subarray(0, this.length);
  }
}
