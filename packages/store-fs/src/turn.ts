import type { MaybePromise } from "@zarrkit/core/contract";

/**
 * Shares the event loop between synchronous file calls and everything else.
 *
 * A call on a cached file takes 10 µs when synchronous and 100 µs through the thread pool, so small ones are
 * made at once, but no more than a few milliseconds of them before timers and sockets get their turn. A slow disk
 * uses that up with one call; all that follow go through the pool.
 */
const limitMilliseconds = 8;
let spent = 0;
let resetPlanned = false;

/** Whether there is time left for synchronous calls in this turn of the event loop; where blocking is fine, always. */
export function hasTurn(blocking = false): boolean {
  return blocking || spent < limitMilliseconds;
}

/** Runs synchronous calls and counts their time. */
export function takeTurn<T>(run: () => T): T {
  const start = performance.now();
  try {
    return run();
  } finally {
    spent += performance.now() - start;
    if (!resetPlanned) {
      resetPlanned = true;
      setImmediate(reset);
    }
  }
}

/** Makes a short call to the system at once while there is time for it, otherwise through the thread pool. */
export function soon<T>(now: () => T, later: () => Promise<T>): MaybePromise<T> {
  return hasTurn() ? takeTurn(now) : later();
}

function reset(): void {
  spent = Math.max(0, spent - limitMilliseconds);
  resetPlanned = spent > 0;
  if (resetPlanned) setImmediate(reset);
}
