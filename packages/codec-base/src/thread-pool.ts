/** How a call of `node:zlib` ends. */
type Done = (error: Error | null, output: Uint8Array) => void;

/** The thread pool of a runtime, on which `node:zlib` works, as seen by one who calls it and does some of the work itself. */
export class ThreadPool {
  /** Threads that can run beside one that calls. The pool of Node has four. */
  readonly #others: number;
  #underWay = 0;
  /** Calls since whoever asks last did one itself. */
  #handedOver = 0;

  /** @param cores - `availableParallelism()` of `node:os`. */
  constructor(cores: number) {
    this.#others = Math.min(cores - 1, 4);
  }

  /**
   * Whether whoever asks is to do short work itself: after each share of the other threads. How many calls are under way
   * tells little of how busy they are, since what has ended is seen only when the event loop turns, and each call takes two trips;
   * it only bounds how far the pool may fall behind.
   */
  isOwnTurn(): boolean {
    const isOwn = this.#handedOver >= this.#others || this.#underWay > 2 * this.#others;
    if (isOwn) this.#handedOver = 0;
    return isOwn;
  }

  /** A promise for what a call on the pool puts out. Rejects with the call's error. */
  run(call: (done: Done) => void): Promise<Uint8Array> {
    this.#underWay++;
    this.#handedOver++;
    return new Promise((resolve, reject) => {
      call((error, output) => {
        if (--this.#underWay === 0) this.#handedOver = 0;
        if (error) reject(error);
        else resolve(output);
      });
    });
  }
}
