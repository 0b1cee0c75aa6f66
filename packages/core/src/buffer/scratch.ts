/** Reads into memory that begins with a cache line are up to several times faster, depending on the processor. */
const lineSize = 64;

/**
 * Bytes of memory that is used again and again; what does not fit into it is allocated for once. Systems give a page when
 * it is first touched, so that what is never needed costs nothing.
 */
const capacity = 96 * 2 ** 20;

interface Extent {
  start: number;
  end: number;
}

/**
 * Memory for what is needed for a moment only, such as a chunk on its way to a result. It is used again, because the
 * first touch of fresh memory takes several times as long as filling it.
 */
class Scratch {
  readonly #memory: Uint8Array;
  /** What is free, in order. Low addresses are given first, so that little is ever touched. */
  readonly #free: Extent[];

  constructor(size: number) {
    this.#memory = alignedMemory(size);
    this.#free = [{ start: 0, end: this.#memory.length }];
  }

  contains({ buffer }: Uint8Array): boolean {
    return buffer === this.#memory.buffer;
  }

  take(byteLength: number): Uint8Array | undefined {
    const size = roundUp(byteLength);
    for (let i = 0; i < this.#free.length; i++) {
      const extent = this.#free[i] as Extent;
      if (extent.end - extent.start < size) continue;
      const { start } = extent;
      extent.start += size;
      if (extent.start === extent.end) this.#free.splice(i, 1);
      return this.#memory.subarray(start, start + byteLength);
    }
    return undefined;
  }

  give({ byteOffset, byteLength }: Uint8Array): void {
    const start = byteOffset;
    const end = start + roundUp(byteLength);
    let i = 0;
    while (i < this.#free.length && (this.#free[i] as Extent).start < start) i++;
    const before = this.#free[i - 1];
    const after = this.#free[i];
    const joinsAfter = after?.start === end;
    if (before?.end === start) {
      before.end = joinsAfter ? after.end : end;
      if (joinsAfter) this.#free.splice(i, 1);
    } else if (joinsAfter) after.start = start;
    else this.#free.splice(i, 0, { start, end });
  }
}

/** The memory of a WebAssembly module is the only one whose address is known to be a multiple of anything. */
function alignedMemory(size: number): Uint8Array {
  try {
    const pages = size / 65536;
    return new Uint8Array(new WebAssembly.Memory({ initial: pages, maximum: pages }).buffer);
  } catch {
    return new Uint8Array(size);
  }
}

function roundUp(byteLength: number): number {
  return Math.ceil(byteLength / lineSize) * lineSize;
}

let scratch: Scratch | undefined;

/** Scratch memory that is lent until everybody who holds the lease has released it. */
export class Lease {
  readonly #blocks: Uint8Array[] = [];
  readonly #held: Lease[] = [];
  #holders = 1;

  /** Memory of whatever content, aligned to 8; `undefined` when there is none left, or nobody holds the lease any more. */
  readonly lend = (byteLength: number): Uint8Array | undefined => {
    if (byteLength === 0 || this.#holders === 0) return undefined;
    scratch ??= new Scratch(capacity);
    const block = scratch.take(byteLength);
    if (block !== undefined) this.#blocks.push(block);
    return block;
  };

  /** The same, or fresh memory. */
  readonly allocate = (byteLength: number): Uint8Array => this.lend(byteLength) ?? new Uint8Array(byteLength);

  /** True for memory that this lease lent. */
  lent({ buffer, byteOffset }: Uint8Array): boolean {
    return this.#blocks.some((block) => {
      return block.buffer === buffer && byteOffset >= block.byteOffset && byteOffset < block.byteOffset + block.length;
    });
  }

  /** Keeps what another lease lent until this one ends. */
  hold(other: Lease): void {
    other.#holders++;
    this.#held.push(other);
  }

  /** Ends the turn of one holder, who made the lease or holds it. Nothing they began may still use its memory. */
  release(): void {
    if (--this.#holders > 0) return;
    for (const block of this.#blocks) scratch?.give(block);
    for (const other of this.#held) other.release();
    this.#blocks.length = 0;
    this.#held.length = 0;
  }
}

/** True when bytes lie in scratch memory, and have to be copied before they are handed on. */
export function isLent(bytes: Uint8Array): boolean {
  return scratch?.contains(bytes) === true;
}
