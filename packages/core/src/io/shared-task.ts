import type { MaybePromise } from "../contract/index.ts";

/** The outcome of shared work, and whether the caller was the only one who ever asked for it. */
export interface SharedResult<T> {
  readonly value: T;
  readonly exclusive: boolean;
}

/** Work under way that several callers wait for. */
export class SharedTask<T> {
  readonly #outcome: Promise<T>;
  readonly #controller: AbortController;
  #joined = 0;
  #present = 0;

  constructor(outcome: Promise<T>, controller: AbortController) {
    this.#outcome = outcome;
    this.#controller = controller;
    // Callers see a failure through their own promises; once all have left, nobody need.
    outcome.catch(() => {});
  }

  /** True once everybody has left: too late to join. */
  get abandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits for the outcome. The signal takes only this caller out; the work stops when nobody is left. */
  join(signal?: AbortSignal): Promise<SharedResult<T>> {
    this.#joined++;
    this.#present++;
    const result = () => this.#outcome.then((value) => ({ value, exclusive: this.#joined === 1 }));
    if (signal === undefined) return result();
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        reject(signal.reason);
        if (--this.#present === 0) this.#controller.abort(signal.reason);
      };
      if (signal.aborted) return leave();
      signal.addEventListener("abort", leave, { once: true });
      result()
        .then(resolve, reject)
        .finally(() => signal.removeEventListener("abort", leave));
    });
  }
}

/** Work by name: a second caller joins what the first one started. */
export class SharedTasks<T> {
  readonly #tasks = new Map<string, SharedTask<T>>();

  /** Joins the work of that name, or starts it. Work that ends at once is not shared and costs no promise. */
  run(
    name: string,
    work: (signal: AbortSignal) => MaybePromise<T>,
    signal: AbortSignal | undefined,
  ): MaybePromise<SharedResult<T>> {
    const running = this.#tasks.get(name);
    if (running !== undefined && !running.abandoned) return running.join(signal);
    const controller = new AbortController();
    const outcome = work(controller.signal);
    if (!(outcome instanceof Promise)) return { value: outcome, exclusive: true };
    const settled = outcome.finally(() => {
      if (this.#tasks.get(name) === task) this.#tasks.delete(name);
    });
    const task = new SharedTask(settled, controller);
    this.#tasks.set(name, task);
    return task.join(signal);
  }
}
