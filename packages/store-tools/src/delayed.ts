import type { MaybePromise, Store } from "@zarrkit/core/contract";
import { intercepted, isWriting } from "./intercepted.ts";
import type { Wrapped } from "./wrapped.ts";

/** Milliseconds, or a function that says them for each call, for delays that vary. */
export type Delay = number | (() => number);

/** How long `delayed` waits before calls, in milliseconds. */
export interface Delays {
  /** Before each reading call, and before a listing. Default 0. */
  readonly get?: Delay | undefined;
  /** Before each writing call. Default 0. */
  readonly set?: Delay | undefined;
}

/** The same store, slower: for tests of what a far-away store is like. */
export function delayed<S extends Store>(store: S, { get = 0, set = 0 }: Delays): Wrapped<S> {
  return intercepted(store, {
    async call(call, proceed) {
      await pause(isWriting(call) ? set : get, call.signal);
      return proceed();
    },
    async *list({ signal }, proceed) {
      await pause(get, signal);
      yield* proceed();
    },
  });
}

function pause(delay: Delay, shared: AbortSignal | undefined): MaybePromise<void> {
  shared?.throwIfAborted();
  // A signal of its own: hosts take many listeners on one that many calls share for a leak.
  const signal = shared && AbortSignal.any([shared]);
  const milliseconds = typeof delay === "number" ? delay : delay();
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", leave);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", leave, { once: true });
  });
}
