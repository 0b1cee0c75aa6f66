import type { ByteRange, Store } from "@zarrkit/core/contract";
import { ownRange } from "@zarrkit/store-base/byte-range";
import { checkKey, checkPrefix } from "@zarrkit/store-base/store-key";
import type { CacheStats } from "./cache/piece-index.ts";
import { type CacheOptions, ReadCache } from "./cache/read-cache.ts";
import { chained } from "./chained.ts";
import { type AnyStore, factsOf, type UnfinishedStore, type Wrapped } from "./wrapped.ts";

/** A store with a cache in front. */
export type CachedStore<S extends Store> = Wrapped<S> & {
  /** How the cache has done so far. */
  stats(): CacheStats;
  /** Forgets everything that is kept. */
  clear(): Promise<void>;
};

/**
 * The same store, with a cache of what was read of it: whole values, ranges, and the knowledge that a value is missing.
 * Callers who ask for the same at the same time share one fetch, and each can leave without disturbing the others.
 *
 * Writes through the cache are seen by it. Those past it are seen when `maxAge` is over, or at once with `checkVersion`.
 */
export function cached<S extends Store>(store: S, options: CacheOptions = {}): CachedStore<S> {
  const { get, getRanges, getRange, version, size }: AnyStore = store;
  const { set, delete: remove, deleteIf, deletePrefix, list, listDir }: AnyStore = store;
  const cache = new ReadCache(store, options);
  const view: UnfinishedStore = {
    ...factsOf(store),
    // What is kept is handed out without a copy.
    borrowed: true,
    get(given, { range, ...rest } = {}) {
      const key = checkKey(given);
      const parts = cache.get(key, [range], rest, ([asked], inner) =>
        chained(get(key, { ...inner, range: asked }), (bytes) => bytes && [bytes]),
      );
      return chained(parts, (found) => found?.[0]);
    },
  };
  if (getRanges !== undefined) {
    view.getRanges = (given, ranges, rest = {}) => {
      const key = checkKey(given);
      return cache.get(key, ranges, rest, (asked, inner) => getRanges(key, asked as readonly ByteRange[], inner));
    };
  }
  if (getRange !== undefined) {
    view.getRange = (key, range, rest) =>
      chained(view.get(key, { ...rest, range: ownRange(range) }), (bytes) => bytes && new Uint8Array(bytes));
  }
  if (version !== undefined) view.version = (key, rest = {}) => cache.version(checkKey(key), rest);
  if (size !== undefined) view.size = (key, rest = {}) => cache.size(checkKey(key), rest);
  if (set !== undefined) {
    view.set = (given, value, rest) => {
      const key = checkKey(given);
      return cache.change({ key }, () => set(key, value, rest));
    };
  }
  if (remove !== undefined) {
    view.delete = (given, rest) => {
      const key = checkKey(given);
      return cache.change({ key }, () => remove(key, rest));
    };
  }
  if (deleteIf !== undefined) {
    view.deleteIf = (given, ifVersion, rest) => {
      const key = checkKey(given);
      return cache.change({ key }, () => deleteIf(key, ifVersion, rest));
    };
  }
  if (deletePrefix !== undefined) {
    view.deletePrefix = (given, rest) => {
      const prefix = checkPrefix(given);
      return cache.change({ prefix }, () => deletePrefix(prefix, rest));
    };
  }
  if (list !== undefined) view.list = list;
  if (listDir !== undefined) view.listDir = listDir;
  const clear = async (): Promise<void> => cache.change({ prefix: "" }, () => {});
  return Object.assign(view, { stats: () => cache.stats(), clear }) as CachedStore<S>;
}
