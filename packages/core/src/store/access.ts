import type {
  ListableStore,
  MaybePromise,
  Store,
  StoreKey,
  StoreOptions,
  WritableStore,
  WriteOptions,
} from "../contract/index.ts";
import { ReadOnlyError } from "../error/node-error.ts";
import { UnsupportedError } from "../error/usage-error.ts";
import { guarded, guardedListing } from "./call.ts";

/** Size of a value in bytes, `undefined` when missing; the value is read where the store cannot tell. */
export function valueSize(store: Store, key: StoreKey, options: StoreOptions = {}): MaybePromise<number | undefined> {
  return guarded(store, key, "read the size", options, () => {
    if (store.size !== undefined) return store.size(key, options);
    const value = store.get(key, options);
    return value instanceof Promise ? value.then((bytes) => bytes?.length) : value?.length;
  });
}

/** A token that changes with the value, `undefined` when the value is missing or the store tells none. */
export function valueVersion(
  store: Store,
  key: StoreKey,
  options: StoreOptions = {},
): MaybePromise<string | undefined> {
  if (store.version === undefined) return undefined;
  return guarded(store, key, "read the version", options, () => store.version?.(key, options));
}

/** Replaces a value; `false` when `ifVersion` did not hold. */
export function writeValue(
  store: Store,
  key: StoreKey,
  value: Uint8Array,
  options: WriteOptions = {},
): MaybePromise<boolean> {
  const writable = requireWritable(store, key);
  return guarded(store, key, "write", options, () => writable.set(key, value, options));
}

export function deleteValue(store: Store, key: StoreKey, options: StoreOptions = {}): MaybePromise<void> {
  const writable = requireWritable(store, key);
  return guarded(store, key, "delete", options, () => writable.delete(key, options));
}

/** Deletes a value of that version; `false` when it is of another, `undefined` where the store cannot tell. */
export function deleteVersion(
  store: Store,
  key: StoreKey,
  version: string,
  options: StoreOptions = {},
): MaybePromise<boolean | undefined> {
  const writable = requireWritable(store, key);
  return guarded(store, key, "delete", options, () => writable.deleteIf?.(key, version, options));
}

/** Deletes everything below a prefix, which is empty or ends in `/`. */
export async function deletePrefix(store: Store, prefix: string, options: StoreOptions = {}): Promise<void> {
  const writable = requireWritable(store, prefix);
  if (writable.deletePrefix !== undefined) {
    await guarded(store, prefix, "delete", options, () => writable.deletePrefix?.(prefix, options));
    return;
  }
  options.signal?.throwIfAborted();
  for await (const key of requireListable(store).list(prefix, options)) await deleteValue(store, key, options);
}

/** True when nothing lies below a prefix. */
export async function isEmptyPrefix(store: Store, prefix: string, options: StoreOptions = {}): Promise<boolean> {
  for await (const _ of requireListable(store).listDir(prefix, options)) return false;
  return true;
}

/** True for a store that can tell which keys it holds. */
export function isListable(store: Store): store is ListableStore {
  return "list" in store && "listDir" in store;
}

/** The listing half of a store. Whatever it throws becomes a {@link StoreError} with the prefix. */
export function requireListable(store: Store): Pick<ListableStore, "list" | "listDir"> {
  if (!isListable(store)) throw new UnsupportedError("The store cannot list its keys", { store: store.description });
  return {
    list: (prefix, options = {}) => guardedListing(store, prefix, options, () => store.list(prefix, options)),
    listDir: (prefix, options = {}) => guardedListing(store, prefix, options, () => store.listDir(prefix, options)),
  };
}

export function isWritable(store: Store): store is WritableStore {
  return store.readOnly !== true && "set" in store && "delete" in store;
}

/** The store, as one that writes. Throws `ReadOnlyError` when it does not. */
export function requireWritable(store: Store, key?: StoreKey): WritableStore {
  if (isWritable(store)) return store;
  throw new ReadOnlyError("The store is read-only; open it with a mode that writes", { store: store.description, key });
}
