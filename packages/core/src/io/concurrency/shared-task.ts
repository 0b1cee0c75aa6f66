import { Lease } from "../../buffer/scratch.ts";
import type { MaybePromise } from "../../contract/index.ts";
import { onAbort } from "./on-abort.ts";

/** Takes what is needed of a value, at once: its memory may serve others later. `exclusive`: nobody else has it. */
export type Use<T, R> = (value: T, exclusive: boolean) => R;

/** The same for one who may hold the lease, and with it the memory. */
export type LeasedUse<T, R> = (value: T, exclusive: boolean, lease: Lease) => R;

/** Work under way that several callers wait for. */
export class SharedTask<T> {
  readonly #outcome: Promise<T>;
  readonly #lease: Lease;
  readonly #controller: AbortController | undefined;
  #joined = 0;
  #present = 0;

  /** `lease` is released when everybody has used the outcome. Without a `controller` the work runs to its end. */
  constructor(outcome: Promise<T>, lease: Lease, controller?: AbortController) {
    this.#outcome = outcome;
    this.#lease = lease;
    this.#controller = controller;
    // Callers see a failure through their own promises; once all have left, nobody need.
    outcome.catch(() => {}).finally(() => lease.release());
  }

  /** True once everybody has left: too late to join. */
  get abandoned(): boolean {
    return this.#controller?.signal.aborted === true;
  }

  /**
   * Waits for the outcome and uses it. All callers have done so before any of them goes on. The signal takes only this
   * caller out; the work stops when nobody is left.
   */
  join<R>(use: LeasedUse<T, R>, signal?: AbortSignal): Promise<R> {
    this.#joined++;
    this.#present++;
    const useNow = (value: T): R => use(value, this.#joined === 1, this.#lease);
    if (signal === undefined) return this.#outcome.then(useNow);
    return new Promise((resolve, reject) => {
      let hasLeft = false;
      const leave = (): void => {
        hasLeft = true;
        reject(signal.reason);
        if (--this.#present === 0) this.#controller?.abort(signal.reason);
      };
      if (signal.aborted) return leave();
      const stay = onAbort(signal, leave);
      this.#outcome
        .then((value) => {
          if (!hasLeft) resolve(useNow(value));
        })
        .catch(reject)
        .finally(stay);
    });
  }
}

/** Work by name: a second caller joins what the first one started. */
export class SharedTasks<T> {
  readonly #tasks = new Map<string, SharedTask<T>>();

  /**
   * Joins the work of that name, or starts it with a lease that lasts until everybody has used the outcome. Work that
   * ends at once is not shared and costs no promise.
   */
  run<R>(
    name: string,
    work: (signal: AbortSignal | undefined, lease: Lease) => MaybePromise<T>,
    use: LeasedUse<T, R>,
    signal: AbortSignal | undefined,
  ): MaybePromise<R> {
    const running = this.#tasks.get(name);
    if (running !== undefined && !running.abandoned) return running.join(use, signal);
    const lease = new Lease();
    // Who cannot leave has no need of a way to stop the work.
    const controller = signal === undefined ? undefined : new AbortController();
    let outcome: MaybePromise<T> | undefined;
    try {
      outcome = work(controller?.signal, lease);
      if (!(outcome instanceof Promise)) return use(outcome, true, lease);
    } finally {
      if (!(outcome instanceof Promise)) lease.release();
    }
    const settled = outcome.finally(() => {
      if (this.#tasks.get(name) === task) this.#tasks.delete(name);
    });
    const task = new SharedTask(settled, lease, controller);
    this.#tasks.set(name, task);
    return task.join(use, signal);
  }
}
