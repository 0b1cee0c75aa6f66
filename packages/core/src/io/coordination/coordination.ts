import type { Store } from "../../contract/index.ts";
import { Changes } from "./changes.ts";
import type { ChunkCache, ChunkCacheStats } from "./chunk-cache.ts";
import type { IndexCache } from "./index-cache.ts";

/** What is shared by all who coordinate with each other. Keys are those of the whole store. */
class SharedState {
  writes = 0;
  indexes: IndexCache | undefined;
  decoded: ChunkCache | undefined;
  readonly tails: Map<string, Promise<unknown>> = new Map();
  readonly watches: Map<string, Set<{ disturbed: boolean }>> = new Map();
  readonly changes: Set<Changes> = new Set();
  readonly byPrefix: Map<string, Coordination> = new Map();
}

/**
 * What users of one store in one process share, whichever store object they hold: turns at writing a key, the
 * indexes read and the chunks decoded so far, and a count of writes that tells readers when work under way is out of date.
 */
export class Coordination {
  readonly #shared: SharedState;
  readonly #prefix: string;

  /** `prefix`: what comes before the keys of these users in the store that is shared. */
  constructor(prefix = "", shared: SharedState = new SharedState()) {
    this.#prefix = prefix;
    this.#shared = shared;
  }

  /** Grows with every write. A reader that starts after a write never joins work that began before it. */
  get writes(): number {
    return this.#shared.writes;
  }

  /** Indexes by their {@link Coordination.sharedKey}. Kept by the first who reads one. */
  get indexes(): IndexCache | undefined {
    return this.#shared.indexes;
  }

  set indexes(indexes: IndexCache) {
    this.#shared.indexes = indexes;
  }

  /** Chunks by their {@link Coordination.sharedKey}. Kept by the first who asks for it. */
  get decoded(): ChunkCache | undefined {
    return this.#shared.decoded;
  }

  set decoded(decoded: ChunkCache) {
    this.#shared.decoded = decoded;
  }

  /** The key of a value in the store that is shared. */
  sharedKey(key: string): string {
    return this.#prefix + key;
  }

  /** Runs work on a key after all work on that key that was asked for earlier. */
  async exclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
    const { tails } = this.#shared;
    const name = this.sharedKey(key);
    const before = tails.get(name);
    const turn = before === undefined ? work() : before.then(work);
    const tail = turn.catch(() => {});
    tails.set(name, tail);
    try {
      return await turn;
    } finally {
      if (tails.get(name) === tail) tails.delete(name);
    }
  }

  /**
   * Runs work that takes several requests for one value, and must not see a part of it before a write and a part after:
   * when a writer was at it meanwhile, the work is done again in turn with the writers.
   */
  async undisturbed<T>(key: string, work: () => Promise<T>, again: () => Promise<T> = work): Promise<T> {
    const { tails, watches } = this.#shared;
    const name = this.sharedKey(key);
    const watch = { disturbed: tails.has(name) };
    const others = watches.get(name) ?? new Set();
    watches.set(name, others.add(watch));
    // A failure may come of what was half seen, so it counts only when nothing was.
    const [outcome] = await Promise.allSettled([work()]);
    if (others.delete(watch) && others.size === 0) watches.delete(name);
    if (watch.disturbed || tails.has(name)) return this.exclusively(key, again);
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  }

  /** Notes which values below a prefix are written from now until the end, by their {@link Coordination.sharedKey}. */
  watchBelow(prefix: string): { end(): Changes } {
    const shared = this.#shared;
    const changes = new Changes(this.sharedKey(prefix));
    shared.changes.add(changes);
    return {
      end: () => {
        shared.changes.delete(changes);
        // A writer who has not finished may have written.
        for (const name of shared.tails.keys()) changes.add(name);
        return changes;
      },
    };
  }

  /** Notes that a value has changed, or may have. */
  changed(key: string): void {
    const shared = this.#shared;
    const name = this.sharedKey(key);
    shared.writes++;
    for (const changes of shared.changes) changes.add(name);
    shared.indexes?.delete(name);
    shared.decoded?.delete(name);
    for (const watch of shared.watches.get(name) ?? []) watch.disturbed = true;
  }

  /** Notes that all values below a prefix are gone. */
  cleared(prefix: string): void {
    const shared = this.#shared;
    const start = this.sharedKey(prefix);
    shared.writes++;
    for (const changes of shared.changes) changes.addBelow(start);
    shared.indexes?.deleteBelow(start);
    shared.decoded?.deleteBelow(start);
    for (const [name, watches] of shared.watches) {
      if (name.startsWith(start)) for (const watch of watches) watch.disturbed = true;
    }
  }
}

const byStore = new WeakMap<Store, Coordination>();
// Weak, so that the last store over some data takes its coordination with it.
const byIdentity = new Map<unknown, WeakRef<SharedState>>();

/** The coordination of a store: one for all stores of equal `identity` and prefix, in touch with those of other prefixes. */
export function coordinationOf(store: Store): Coordination {
  const known = byStore.get(store);
  if (known !== undefined) return known;
  const { identity = store, identityPrefix = "" } = store;
  const shared = sharedStateOf(identity);
  const coordination = shared.byPrefix.get(identityPrefix) ?? new Coordination(identityPrefix, shared);
  shared.byPrefix.set(identityPrefix, coordination);
  byStore.set(store, coordination);
  return coordination;
}

function sharedStateOf(identity: unknown): SharedState {
  const known = byIdentity.get(identity)?.deref();
  if (known !== undefined) return known;
  for (const [other, reference] of byIdentity) if (reference.deref() === undefined) byIdentity.delete(other);
  const shared = new SharedState();
  byIdentity.set(identity, new WeakRef(shared));
  return shared;
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
