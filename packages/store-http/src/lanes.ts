import type { Priority } from "@zarrkit/core/contract";

export interface Turn {
  readonly priority?: Priority | undefined;
  readonly signal?: AbortSignal | undefined;
}

const order: readonly Priority[] = ["high", "auto", "low"];

/**
 * Lets so much work run at a time. What waits goes by priority, and within one the latest goes first: people look at what
 * they asked for last, and much of what waits longer is about to be cancelled. Cancelled work leaves before it starts.
 */
export class Lanes {
  #running = 0;
  readonly #waiting: Readonly<Record<Priority, (() => void)[]>> = { high: [], auto: [], low: [] };

  async run<T>(limit: number, { priority = "auto", signal }: Turn, work: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    if (this.#running >= limit) await this.#wait(this.#waiting[priority], signal);
    else this.#running++;
    try {
      return await work();
    } finally {
      const lane = order.find((name) => this.#waiting[name].length > 0);
      // Whoever is next takes over the place.
      if (lane === undefined) this.#running--;
      else this.#waiting[lane].pop()?.();
    }
  }

  #wait(lane: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = (): void => {
        lane.splice(lane.indexOf(enter), 1);
        reject(signal?.reason);
      };
      lane.push(enter);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }
}
