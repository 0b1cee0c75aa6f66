import type { Store } from "@zarrkit/core/contract";
import { type AnyStore, factsOf, tools, type UnfinishedStore, type Wrapped } from "./wrapped.ts";

/** What {@link readOnly} leaves of a store. */
export type ReadOnlyStore<S extends Store> = Omit<Wrapped<S>, "set" | "delete" | "deleteIf" | "deletePrefix">;

/** The same store without its writing half. The store itself stays writable; both are one to the engine. */
export function readOnly<S extends Store>(store: S): ReadOnlyStore<S> {
  const { get, getRanges, getRange, version, size, list, listDir }: AnyStore = store;
  const { portable } = store;
  const view: UnfinishedStore = { ...factsOf(store), readOnly: true, get };
  if (portable !== undefined) view.portable = { ...tools, export: "readOnly", stores: [portable] };
  if (getRanges !== undefined) view.getRanges = getRanges;
  if (getRange !== undefined) view.getRange = getRange;
  if (version !== undefined) view.version = version;
  if (size !== undefined) view.size = size;
  if (list !== undefined) view.list = list;
  if (listDir !== undefined) view.listDir = listDir;
  return view as ReadOnlyStore<S>;
}
