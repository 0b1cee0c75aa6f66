import type { ChunkClaims } from "@zarrkit/core/contract";
import { calledOff, type FromWorker } from "./message.ts";

/** How a worker gets at chunks that no other worker has. */
export class Claims {
  readonly #tell: (message: FromWorker) => void;
  /** Who waits for an answer, by job, in the order asked. */
  readonly #asking = new Map<number, ((position: number) => void)[]>();

  constructor(tell: (message: FromWorker) => void) {
    this.#tell = tell;
  }

  /** From a number that all workers of a job count up. Each job has one of its own, so that nobody can be late for it. */
  counted(counter: Int32Array<SharedArrayBuffer>): ChunkClaims {
    const take = (): number => {
      const position = Atomics.add(counter, 0, 1);
      return position < calledOff ? position : -1;
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
