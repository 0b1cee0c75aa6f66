import type { Synchronizer } from "../../contract/index.ts";
import { Coordination } from "./coordination.ts";
import { exclusively } from "./turns.ts";

/**
 * Gives turns to all in one thread of JavaScript who are given the same one: zarr-python's `ThreadSynchronizer`. Needed
 * only for stores over the same data that do not say so (`Store.identity`) and tell no versions.
 */
export function threadSynchronizer(): Synchronizer {
  const turns = new Coordination();
  return {
    withLock: (key, work, { signal } = {}) =>
      exclusively(turns, key, async () => {
        signal?.throwIfAborted();
        return work();
      }),
  };
}
