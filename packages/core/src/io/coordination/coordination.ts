import type { Store } from "../../contract/index.ts";
import type { Changes } from "./changes.ts";
import type { ChunkCache, ChunkCacheStats } from "./chunk-cache.ts";
import type { IndexCache } from "./index-cache.ts";

/** What is shared by all who coordinate with each other. Keys are those of the whole store. */
export class SharedState {
  writes = 0;
  /** Indexes, kept by the first who reads one. */
  indexes: IndexCache | undefined;
  /** Chunks, kept by the first who asks for it. */
  decoded: ChunkCache | undefined;
  /** The latest turn at each key. See `turns.ts`. */
  readonly tails: Map<string, Promise<unknown>> = new Map();
  /** Who must not be disturbed at a key. */
  readonly watches: Map<string, Set<{ disturbed: boolean }>> = new Map();
  /** Who wants to know of changes. See `changes.ts`. */
  readonly changes: Set<Changes> = new Set();
  readonly byPrefix: Map<string, Coordination> = new Map();
}

/**
 * What users of one store in one process share, whichever store object they hold: turns at writing a key, the
 * indexes read and the chunks decoded so far, and a count of writes that tells readers when work under way is out of date.
 */
export class Coordination {
  readonly shared: SharedState;
  readonly #prefix: string;

  /** `prefix`: what comes before the keys of these users in the store that is shared. */
  constructor(prefix = "", shared: SharedState = new SharedState()) {
    this.#prefix = prefix;
    this.shared = shared;
  }

  /** Grows with every write. A reader that starts after a write never joins work that began before it. */
  get writes(): number {
    return this.shared.writes;
  }

  /** The key of a value in the store that is shared. */
  sharedKey(key: string): string {
    return this.#prefix + key;
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
    stats: () => coordination.shared.decoded?.stats() ?? nothingKept,
    clear: () => coordination.shared.decoded?.clear(),
  };
}
