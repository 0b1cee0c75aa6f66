import type { StoreKey } from "@zarrkit/core/contract";

/** What a writer changes: one value, or all whose keys start with a prefix. */
export type Changed = { readonly key: StoreKey } | { readonly prefix: string };

/** The entries of a map by key that a change is about. */
export function changedEntries<T>(
  entries: ReadonlyMap<StoreKey, T>,
  changed: Changed,
): readonly (readonly [StoreKey, T])[] {
  if ("prefix" in changed) return [...entries].filter(([key]) => key.startsWith(changed.prefix));
  const entry = entries.get(changed.key);
  return entry === undefined ? [] : [[changed.key, entry]];
}

export function isChanged(key: StoreKey, changed: Changed): boolean {
  return "prefix" in changed ? key.startsWith(changed.prefix) : key === changed.key;
}
