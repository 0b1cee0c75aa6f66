import type { Store } from "../contract/index.ts";
import type { ChunkCache, ChunkCacheStats } from "./chunk-cache.ts";
import type { IndexCache } from "./index-cache.ts";

/**
 * What users of one store in one process share, whichever store object they hold: turns at writing a key, the
 * indexes read and the chunks decoded so far, and a count of writes that tells readers when work under way is out of date.
 */
export class Coordination {
  /** Grows with every write. A reader that starts after a write never joins work that began before it. */
  writes = 0;
  /** Kept by the first who reads one. */
  indexes: IndexCache | undefined;
  /** Kept by the first who asks for it. */
  decoded: ChunkCache | undefined;
  readonly #tails = new Map<string, Promise<unknown>>();
  readonly #watches = new Map<string, Set<{ disturbed: boolean }>>();

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

  /**
   * Runs work that takes several requests for one value, and must not see a part of it before a write and a part after:
   * when a writer was at it meanwhile, the work is done again in turn with the writers.
   */
  async undisturbed<T>(key: string, work: () => Promise<T>, again: () => Promise<T> = work): Promise<T> {
    const watch = { disturbed: this.#tails.has(key) };
    const watches = this.#watches.get(key) ?? new Set();
    this.#watches.set(key, watches.add(watch));
    // A failure may come of what was half seen, so it counts only when nothing was.
    const [outcome] = await Promise.allSettled([work()]);
    if (watches.delete(watch) && watches.size === 0) this.#watches.delete(key);
    if (watch.disturbed || this.#tails.has(key)) return this.exclusively(key, again);
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  }

  /** Notes that a value has changed, or may have. */
  changed(key: string): void {
    this.writes++;
    this.indexes?.delete(key);
    this.decoded?.delete(key);
    for (const watch of this.#watches.get(key) ?? []) watch.disturbed = true;
  }

  /** Notes that all values below a prefix are gone. */
  cleared(prefix: string): void {
    this.writes++;
    this.indexes?.deleteBelow(prefix);
    this.decoded?.deleteBelow(prefix);
    for (const [key, watches] of this.#watches) {
      if (key.startsWith(prefix)) for (const watch of watches) watch.disturbed = true;
    }
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

const nothingKept: ChunkCacheStats = { hits: 0, misses: 0, evictions: 0, chunks: 0, bytes: 0, maxBytes: 0 };

/**
 * The decoded chunks that are kept of a store, by all arrays opened on it with `chunkCacheBytes`. `clear` drops them, as
 * is needed when others have written to a store that tells no versions.
 */
export function chunkCacheOf(store: Store): { stats(): ChunkCacheStats; clear(): void } {
  const coordination = coordinationOf(store);
  return {
    stats: () => coordination.decoded?.stats() ?? nothingKept,
    clear: () => coordination.decoded?.clear(),
  };
}
