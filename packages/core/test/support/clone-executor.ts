import type { Executor, ReadTask, TaskArray, WorkSize, WriteTask } from "../../src/contract/index.ts";
import { openTaskRunner, recordError, restoreError, type TaskRunner } from "../../src/task.ts";
import { MapStore } from "./map-store.ts";
import { smallRegistry } from "./small-environment.ts";

/**
 * An executor whose other side is another store over the same values in this thread. What crosses over is cloned, as it
 * is on the way to a worker.
 */
export class CloneExecutor implements Executor {
  readonly contract = "zarrkit.executor.v1";
  readonly sizes: WorkSize[] = [];
  /** Positions that each share of the latest read has claimed. */
  claimed: number[][] = [];
  reads: ReadTask[] = [];
  writes: WriteTask[] = [];
  /** Called before work begins on the other side. */
  before: () => void | Promise<void> = () => {};
  readonly #store: MapStore;
  readonly #isShared: boolean;
  readonly #runners = new WeakMap<TaskArray, Promise<TaskRunner>>();

  constructor(values: Map<string, Uint8Array>, isShared: boolean) {
    this.#store = new MapStore({ values });
    this.#isShared = isShared;
  }

  accepts(size: WorkSize): boolean {
    this.sizes.push(size);
    return true;
  }

  allocate(byteLength: number): Uint8Array {
    return new Uint8Array(new (this.#isShared ? SharedArrayBuffer : ArrayBuffer)(byteLength));
  }

  async read(task: ReadTask): Promise<void> {
    this.reads.push(task);
    await this.before();
    const runner = await this.#runner(task.array);
    this.claimed = [[], []];
    let next = 0;
    const shares = this.claimed.map((mine) => {
      const claims = {
        next() {
          mine.push(next);
          return next++;
        },
      };
      const send =
        task.memory !== undefined ? undefined : (slab: object) => task.deliver(structuredClone(slab) as never);
      return acrossThreads(runner.read(structuredClone(task.work), claims, { concurrency: 2, send }));
    });
    const outcomes = await Promise.allSettled(shares);
    task.signal?.throwIfAborted();
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }

  async write(task: WriteTask): Promise<void> {
    this.writes.push(task);
    await this.before();
    const runner = await this.#runner(task.array);
    const work = task.work ?? task.stage(new Uint8Array(task.byteLength));
    await acrossThreads(runner.write(structuredClone(work)));
  }

  async #runner(array: TaskArray): Promise<TaskRunner> {
    const known =
      this.#runners.get(array) ?? openTaskRunner(structuredClone(array.descriptor), this.#store, smallRegistry);
    this.#runners.set(array, known);
    const runner = await known;
    runner.forget();
    return runner;
  }
}

/** What is thrown arrives as data. */
async function acrossThreads(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw restoreError(structuredClone(recordError(error)));
  }
}
