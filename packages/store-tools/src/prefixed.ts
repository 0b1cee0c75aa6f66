import type { Store, StoreKey } from "@zarrkit/core/contract";
import { checkKey, checkPrefix } from "@zarrkit/store-base/store-key";
import { type AnyStore, factsOf, tools, type UnfinishedStore, type Wrapped } from "./wrapped.ts";

/**
 * What a store holds below a prefix, as a store of its own: `prefixed(store, "a/b")` has under `zarr.json` what the store
 * has under `a/b/zarr.json`. Keys cannot leave the prefix.
 *
 * @throws RangeError when the prefix has an empty, `.` or `..` segment.
 */
export function prefixed<S extends Store>(store: S, prefix: string): Wrapped<S> {
  const start = checkPrefix(prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`);
  const at = (key: StoreKey): StoreKey => start + checkKey(key);
  const below = (given: string): string => start + checkPrefix(given);
  const { get, getRanges, getRange, version, size }: AnyStore = store;
  const { set, delete: remove, deleteIf, deletePrefix, list, listDir }: AnyStore = store;
  const facts = factsOf(store);
  const view: UnfinishedStore = {
    ...facts,
    description: start === "" ? facts.description : `${facts.description.replace(/\/$/, "")}/${start.slice(0, -1)}`,

    identityPrefix: facts.identityPrefix + start,
    get: (key, options) => get(at(key), options),
  };
  const { portable } = store;
  if (portable !== undefined) {
    view.portable = { ...tools, export: "prefixed", stores: [portable], arguments: [start] };
  }
  if (getRanges !== undefined) view.getRanges = (key, ranges, options) => getRanges(at(key), ranges, options);
  if (getRange !== undefined) view.getRange = (key, range, options) => getRange(at(key), range, options);
  if (version !== undefined) view.version = (key, options) => version(at(key), options);
  if (size !== undefined) view.size = (key, options) => size(at(key), options);
  if (set !== undefined) view.set = (key, value, options) => set(at(key), value, options);
  if (remove !== undefined) view.delete = (key, options) => remove(at(key), options);
  if (deleteIf !== undefined) view.deleteIf = (key, ifVersion, options) => deleteIf(at(key), ifVersion, options);
  if (deletePrefix !== undefined) view.deletePrefix = (given, options) => deletePrefix(below(given), options);
  if (list !== undefined) {
    view.list = async function* (given, options) {
      for await (const key of list(below(given), options)) yield key.slice(start.length);
    };
  }
  if (listDir !== undefined) view.listDir = (given, options) => listDir(below(given), options);
  return view as Wrapped<S>;
}
