/** The host's byte order: in memory, elements are always in it. The `bytes` codec deals with the order in files. */
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** How a number becomes 32 bits: times two to the power of `fractionBits`, rounded to an integer. */
export class FixedPointFormat {
  readonly fractionBits: number;
  readonly #unit: number;

  constructor(fractionBits: number) {
    this.fractionBits = fractionBits;
    this.#unit = 2 ** fractionBits;
  }

  read(bytes: Uint8Array, index: number): number {
    return wordAt(bytes, index).getInt32(0, isLittleEndian) / this.#unit;
  }

  write(value: unknown, bytes: Uint8Array, index: number): void {
    wordAt(bytes, index).setInt32(0, this.#integerOf(value), isLittleEndian);
  }

  /** Whether the number is stored without rounding. */
  isExact(value: unknown): boolean {
    return this.#integerOf(value) / this.#unit === value;
  }

  #integerOf(value: unknown): number {
    if (typeof value !== "number") throw new TypeError(`expected a number, found ${typeof value}`);
    const integer = Math.round(value * this.#unit);
    if (integer === (integer | 0)) return integer;
    const [least, most] = [-(2 ** 31) / this.#unit, (2 ** 31 - 1) / this.#unit];
    throw new RangeError(`expected a number from ${least} to ${most}, found ${value}`);
  }
}

/** One element. A `DataView`, because a chunk's bytes may lie anywhere in their buffer. */
function wordAt(bytes: Uint8Array, index: number): DataView {
  if (Number.isInteger(index) && index >= 0 && 4 * index + 4 <= bytes.length) {
    return new DataView(bytes.buffer, bytes.byteOffset + 4 * index, 4);
  }
  throw new RangeError(`expected a position from 0 to ${bytes.length / 4 - 1}, found ${index}`);
}
