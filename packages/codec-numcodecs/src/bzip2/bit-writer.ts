/** Writes bits from the highest of each byte down. */
export class BitWriter {
  #bytes: Uint8Array = new Uint8Array(1 << 12);
  #length = 0;
  #held = 0;
  #count = 0;

  /** The low bits of a value; at most 24. */
  write(value: number, count: number): void {
    this.#held = (this.#held << count) | value;
    this.#count += count;
    while (this.#count >= 8) {
      this.#count -= 8;
      if (this.#length === this.#bytes.length) this.#grow();
      this.#bytes[this.#length++] = this.#held >>> this.#count;
      this.#held &= (1 << this.#count) - 1;
    }
  }

  /** 32 bits. */
  writeWord(value: number): void {
    this.write(value >>> 16, 16);
    this.write(value & 0xffff, 16);
  }

  /** All bytes, the last filled up with zeros. */
  finish(): Uint8Array {
    if (this.#count > 0) this.write(0, 8 - this.#count);
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(): void {
    const grown = new Uint8Array(2 * this.#bytes.length);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
