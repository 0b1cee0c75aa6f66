import type { Store } from "../contract/index.ts";
import { IndexCache } from "./index-cache.ts";

/**
 * What users of one store in one process share, whichever store object they hold: turns at writing a key, the
 * indexes read so far, and a count of writes that tells readers when work under way is out of date.
 */
export class Coordination {
  /** Grows with every write. A reader that starts after a write never joins work that began before it. */
  writes = 0;
  readonly indexes: IndexCache = new IndexCache();
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs work on a key after all work on that key that was asked for earlier. */
  async exclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    const turn = before === undefined ? work() : before.then(work);
    const tail = turn.catch(() => {});
    this.#tails.set(key, tail);
    try {
      return await turn;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }

  /** Notes that a value has changed, or may have. */
  changed(key: string): void {
    this.writes++;
    this.indexes.delete(key);
  }
}

const byStore = new WeakMap<Store, Coordination>();
// Weak, so that the last store over some data takes its coordination with it.
const byIdentity = new Map<unknown, WeakRef<Coordination>>();

/** The coordination of a store: one for all stores of equal `identity`. */
export function coordinationOf(store: Store): Coordination {
  const known = byStore.get(store);
  if (known !== undefined) return known;
  const identity = store.identity ?? store;
  const shared = byIdentity.get(identity)?.deref();
  const coordination = shared ?? new Coordination();
  if (shared === undefined) {
    for (const [other, reference] of byIdentity) if (reference.deref() === undefined) byIdentity.delete(other);
    byIdentity.set(identity, new WeakRef(coordination));
  }
  byStore.set(store, coordination);
  return coordination;
}
