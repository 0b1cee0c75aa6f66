import type {
  ByteRange,
  ListableStore,
  MaybePromise,
  PinnedOptions,
  ReadOptions,
  Store,
  StoreKey,
  StoreOptions,
  WritableStore,
  WriteOptions,
} from "../contract/index.ts";
import { ConflictError, StoreError } from "../error/data-error.ts";
import { ReadOnlyError } from "../error/node-error.ts";
import { UnsupportedError } from "../error/usage-error.ts";
import { isZarrError, messageOf } from "../error/zarr-error.ts";

/** Reads a value or a range of it. Whatever the store throws becomes a {@link StoreError} with the key. */
export function readValue(
  store: Store,
  key: StoreKey,
  options: ReadOptions = {},
): MaybePromise<Uint8Array | undefined> {
  return guarded(store, key, "read", options, () => {
    const value = store.get(key, options);
    const answer = (bytes: unknown) => withinRange(checked(bytes, store, key), options.range, store, key);
    return value instanceof Promise ? value.then(answer) : answer(value);
  });
}

/** Reads several ranges of one value, in one call where the store has one for it. */
export function readRanges(
  store: Store,
  key: StoreKey,
  ranges: readonly ByteRange[],
  options: PinnedOptions,
): MaybePromise<readonly (Uint8Array | undefined)[]> {
  if (store.getRanges === undefined || ranges.length === 1) {
    const values = ranges.map((range) => readValue(store, key, { ...options, range }));
    return values.some((value) => value instanceof Promise)
      ? Promise.all(values)
      : (values as (Uint8Array | undefined)[]);
  }
  const answers = (values: readonly unknown[] | undefined) =>
    ranges.map((range, index) =>
      values === undefined ? undefined : withinRange(checked(values[index], store, key), range, store, key),
    );
  return guarded(store, key, "read", options, () => {
    const values = store.getRanges?.(key, ranges, options);
    return values instanceof Promise ? values.then(answers) : answers(values);
  });
}

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

export function isListable(store: Store): store is ListableStore {
  return "list" in store && "listDir" in store;
}

export function requireListable(store: Store): ListableStore {
  if (isListable(store)) return store;
  throw new UnsupportedError("The store cannot list its keys", { store: store.description });
}

export function isWritable(store: Store): store is WritableStore {
  return store.readOnly !== true && "set" in store && "delete" in store;
}

export function requireWritable(store: Store, key?: StoreKey): WritableStore {
  if (isWritable(store)) return store;
  throw new ReadOnlyError("The store is read-only; open it with a mode that writes", { store: store.description, key });
}

function guarded<T>(
  store: Store,
  key: StoreKey,
  doing: string,
  { signal }: StoreOptions,
  step: () => MaybePromise<T>,
): MaybePromise<T> {
  signal?.throwIfAborted();
  const fail = (cause: unknown): never => {
    if (isZarrError(cause) || signal?.aborted) throw cause;
    const place = { store: store.description, key, cause };
    if (hasCode(cause, "unsupported")) throw new UnsupportedError(messageOf(cause), place);
    if (hasCode(cause, "changed")) throw new ConflictError(`Could not ${doing}: ${messageOf(cause)}`, place);
    throw new StoreError(`Could not ${doing}: ${messageOf(cause)}`, place);
  };
  try {
    const result = step();
    return result instanceof Promise ? result.catch(fail) : result;
  } catch (cause) {
    return fail(cause);
  }
}

/** A store says with codes that it cannot do a thing at all, such as delete, or that a pinned value has changed. */
function hasCode(cause: unknown, code: "unsupported" | "changed"): boolean {
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === code;
}

function checked(value: unknown, store: Store, key: StoreKey): Uint8Array | undefined {
  if (value === undefined || value instanceof Uint8Array) return value;
  throw new StoreError(`The store answered ${Object.prototype.toString.call(value)} where a Uint8Array is due`, {
    store: store.description,
    key,
  });
}

/** A store that answers more than was asked for has not looked at the range, so nobody knows which bytes these are. */
function withinRange(
  bytes: Uint8Array | undefined,
  range: ByteRange | undefined,
  store: Store,
  key: StoreKey,
): Uint8Array | undefined {
  if (bytes === undefined || range === undefined) return bytes;
  const most = "suffix" in range ? range.suffix : range.length;
  if (most === undefined || bytes.length <= most) return bytes;
  throw new StoreError(`The store answered ${bytes.length} bytes to a request for ${most}: it does not honour ranges`, {
    store: store.description,
    key,
  });
}
