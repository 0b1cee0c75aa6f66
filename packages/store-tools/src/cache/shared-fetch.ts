import type { MaybePromise, StoreKey } from "@zarrkit/core/contract";
import { type Changed, changedEntries } from "./changed.ts";

/** Work under way that several callers wait for. It is stopped when the last of them has left. */
class SharedFetch<T> {
  readonly #outcome: Promise<T>;
  readonly #controller: AbortController;
  #present = 0;

  constructor(outcome: Promise<T>, controller: AbortController) {
    this.#outcome = outcome;
    this.#controller = controller;
    // Callers see a failure through their own promises; once all have left, nobody need.
    outcome.catch(() => {});
  }

  /** True once everybody has left: too late to join. */
  get isAbandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits for the outcome. The signal takes only this caller out. */
  join(shared: AbortSignal | undefined): Promise<T> {
    this.#present++;
    if (shared === undefined) return this.#outcome;
    // A signal of its own: hosts take many listeners on one that many callers share for a leak.
    const signal = AbortSignal.any([shared]);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        reject(signal.reason);
        if (--this.#present === 0) this.#controller.abort(signal.reason);
      };
      if (signal.aborted) return leave();
      signal.addEventListener("abort", leave, { once: true });
      this.#outcome.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }
}

/** Whether what a fetch brings may be kept: not once the value has been changed. */
export interface FetchState {
  mayKeep: boolean;
}

interface Flight<T> {
  readonly fetch: SharedFetch<T>;
  readonly state: FetchState;
}

/** Fetches under way, by key and by what is asked of the value. */
export class SharedFetches<T> {
  readonly #byKey = new Map<StoreKey, Map<string, Flight<T>>>();

  /** Joins a fetch under way, or begins it. What ends at once is not shared and costs no promise. */
  run(
    key: StoreKey,
    name: string,
    begin: (signal: AbortSignal) => MaybePromise<T>,
    state: FetchState,
    signal: AbortSignal | undefined,
  ): MaybePromise<T> {
    const running = this.#byKey.get(key)?.get(name);
    if (running !== undefined && !running.fetch.isAbandoned) return running.fetch.join(signal);
    // A store may answer though it was told to stop; nobody will tell the one whose place is taken of changes.
    if (running !== undefined) running.state.mayKeep = false;
    const controller = new AbortController();
    const outcome = begin(controller.signal);
    if (!(outcome instanceof Promise)) return outcome;
    const settled = outcome.finally(() => {
      if (this.#byKey.get(key)?.get(name) === flight) this.#remove(key, name);
    });
    const flight = { fetch: new SharedFetch(settled, controller), state };
    this.#byKey.set(key, (this.#byKey.get(key) ?? new Map<string, Flight<T>>()).set(name, flight));
    return flight.fetch.join(signal);
  }

  /** Lets nobody join what is under way for values that have changed, and nothing of it be kept. */
  invalidate(changed: Changed): void {
    for (const [key, flights] of changedEntries(this.#byKey, changed)) {
      for (const { state } of flights.values()) state.mayKeep = false;
      this.#byKey.delete(key);
    }
  }

  #remove(key: StoreKey, name: string): void {
    const flights = this.#byKey.get(key);
    if (flights?.delete(name) && flights.size === 0) this.#byKey.delete(key);
  }
}
