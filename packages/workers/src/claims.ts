import type { ChunkClaims } from "@zarrkit/core/contract";
import { calledOff, type FromWorker } from "./message.ts";

/** Most chunks that a worker takes at once. */
const mostAtOnce = 8;
/** Into how many portions for each worker what is left is divided, while those are not too large. */
const portionsEach = 8;

/** How a worker gets at chunks that no other worker has. */
export class Claims {
  readonly #tell: (message: FromWorker) => void;
  /** Who waits for an answer, by job, in the order asked. */
  readonly #asking = new Map<number, ((position: number) => void)[]>();

  constructor(tell: (message: FromWorker) => void) {
    this.#tell = tell;
  }

  /**
   * From a number that all workers of a job count up. Each job has one of its own, so that nobody can be late for it.
   *
   * Neighbours are taken together while there are many: their rows lie on the same pages of the result, which two
   * threads would both make when they touch them first. Towards the end the portions get smaller, for all to end together.
   */
  counted(counter: Int32Array<SharedArrayBuffer>, chunks: number, workers: number): ChunkClaims {
    let next = 0;
    let end = 0;
    const take = (): number => {
      for (;;) {
        const begun = Atomics.load(counter, 0);
        if (begun >= calledOff) return -1;
        if (next < end) return next++;
        if (begun >= chunks) return -1;
        const portion = Math.min(Math.ceil((chunks - begun) / (portionsEach * workers)), mostAtOnce);
        if (Atomics.compareExchange(counter, 0, begun, begun + portion) !== begun) continue;
        next = begun;
        end = begun + portion;
      }
    };
    return { next: take };
  }

  /** From the other side. An answer comes after the slabs that were sent before, so nobody runs ahead of the reader. */
  asked(job: number): ChunkClaims {
    return {
      next: () =>
        new Promise((resolve) => {
          const asking = this.#asking.get(job) ?? [];
          this.#asking.set(job, asking);
          asking.push(resolve);
          this.#tell({ type: "claim", job });
        }),
    };
  }

  answer(job: number, position: number): void {
    const asking = this.#asking.get(job);
    asking?.shift()?.(position);
    if (asking?.length === 0) this.#asking.delete(job);
  }
}
