import type { ElementView } from "@zarrkit/core/contract";
import type { FixedPointFormat } from "./fixed-point-format.ts";

/** What people see of fixed-point elements: numbers, over the bytes that a chunk holds. */
export class FixedPointArray implements ElementView<number> {
  /** The same memory as the chunk's, in the host's byte order. */
  readonly bytes: Uint8Array;
  readonly format: FixedPointFormat;

  constructor(bytes: Uint8Array, format: FixedPointFormat) {
    this.bytes = bytes;
    this.format = format;
  }

  get length(): number {
    return this.bytes.length / 4;
  }

  get(index: number): number {
    return this.format.read(this.bytes, index);
  }

  /** Throws a `RangeError` for a number that is too large, and a `TypeError` for anything else. */
  set(index: number, value: number): void {
    this.format.write(value, this.bytes, index);
  }

  at(index: number): number | undefined {
    const position = index < 0 ? index + this.length : index;
    return position >= 0 && position < this.length ? this.get(position) : undefined;
  }

  toArray(): number[] {
    return [...this];
  }

  *[Symbol.iterator](): Generator<number> {
    for (let index = 0; index < this.length; index++) yield this.get(index);
  }
}
