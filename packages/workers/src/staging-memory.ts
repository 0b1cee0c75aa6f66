/** Bytes that may be under way at a time, however small the chunks are. */
const roomBytes = 64 * 2 ** 20;

/** Memory in which chunks travel to workers and which comes back from there, so that little of it is enough. */
export class StagingMemory {
  readonly #slots: number;
  #free: ArrayBuffer[] = [];
  readonly #waiting: (() => void)[] = [];
  #count = 0;
  #bytes = 0;

  /** `slots`: how many chunks may be under way, however large they are. */
  constructor(slots: number) {
    this.#slots = slots;
  }

  /** Waits until there is room, and answers memory of at least so many bytes. */
  async take(byteLength: number): Promise<ArrayBuffer> {
    while (this.#count >= this.#slots && this.#bytes + byteLength > roomBytes) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#count++;
    this.#bytes += byteLength;
    const found = this.#free.findIndex((memory) => memory.byteLength >= byteLength);
    return found < 0 ? new ArrayBuffer(byteLength) : (this.#free.splice(found, 1)[0] as ArrayBuffer);
  }

  /** Takes memory back; `undefined` where it was lost. */
  give(byteLength: number, memory: ArrayBuffer | undefined): void {
    this.#count--;
    this.#bytes -= byteLength;
    if (this.#count === 0) this.#free = [];
    else if (memory !== undefined) this.#free.push(memory);
    this.#waiting.shift()?.();
  }
}
