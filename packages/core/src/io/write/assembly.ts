import type { Lease } from "../../buffer/scratch.ts";
import { elementCount } from "../../buffer/stride.ts";
import type { Allocate, Subdivision } from "../../contract/index.ts";

/** What an encoded inner chunk may be longer than its elements, and its entry in an index, in bytes. */
const slack = 64;

/**
 * Memory in which encoded inner chunks come to lie as in the chunk that they make up, one behind the other: mostly they
 * come in order, and then the chunk need not be put together.
 */
export class Assembly {
  readonly #lease: Lease;
  readonly #room: number;
  readonly #first: number | undefined;
  #memory: Uint8Array | undefined;
  #end = 0;

  constructor({ inner, gridShape, firstOffset }: Subdivision, lease: Lease) {
    this.#lease = lease;
    this.#first = firstOffset;
    const { itemSize = 0 } = inner.dataType;
    this.#room = (firstOffset ?? 0) + elementCount(gridShape) * (elementCount(inner.shape) * itemSize + slack) + slack;
  }

  /** Makes memory behind what it made before. */
  readonly allocate: Allocate = (byteLength) => {
    if (this.#first !== undefined && this.#end === 0) {
      this.#memory = this.#lease.lend(this.#room);
      this.#end = this.#first;
    }
    const end = this.#end + byteLength;
    if (this.#memory === undefined || end > this.#memory.length) return this.#lease.allocate(byteLength);
    const made = this.#memory.subarray(this.#end, end);
    this.#end = end;
    return made;
  };

  /** The memory of the whole chunk, if that is where all its inner chunks lie, each in its place. */
  whole(chunks: readonly (Uint8Array | undefined)[], byteLength: number): Uint8Array | undefined {
    const memory = this.#memory;
    if (memory === undefined || byteLength > memory.length) return undefined;
    let place = memory.byteOffset + (this.#first as number);
    for (const chunk of chunks) {
      if (chunk === undefined) continue;
      if (chunk.buffer !== memory.buffer || chunk.byteOffset !== place) return undefined;
      place += chunk.length;
    }
    return memory.subarray(0, byteLength);
  }
}
