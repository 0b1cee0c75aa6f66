import type { ByteRange, MaybePromise, PinnedOptions, Store, StoreOptions, VersionPin } from "@zarrkit/core/contract";
import { ownRange } from "@zarrkit/store-base/byte-range";
import {
  type AnyStore,
  type CompleteStore,
  factsOf,
  type StoreFacts,
  type UnfinishedStore,
  type Wrapped,
} from "./wrapped.ts";

/** The operations of stores, by their names in the contract. */
export type StoreOperation = Exclude<keyof CompleteStore, keyof StoreFacts | "portable">;

/** One call of a store. */
export interface StoreCall {
  /** What the store is asked to do. */
  readonly operation: StoreOperation;
  /** The key, or the prefix where an operation is about many. */
  readonly key: string;
  /** The ranges asked for; none for whole values. */
  readonly ranges: readonly ByteRange[];
  /** The value to be written. */
  readonly value?: Uint8Array | undefined;
  /** The version under which a value may be replaced or removed; `null`: only where there is none. */
  readonly ifVersion?: string | null | undefined;
  /** What ties the call to other reads. */
  readonly pin?: VersionPin | undefined;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
}

/** True for operations that change what is stored. */
export function isWriting({ operation }: StoreCall): boolean {
  return operation === "set" || operation.startsWith("delete");
}

/** What comes between a store and its callers. */
export interface Interceptor {
  /** Makes a call by `proceed`, with another pin where one is given: once, more often, or never. */
  call<T>(call: StoreCall, proceed: (pin?: VersionPin) => MaybePromise<T>): MaybePromise<T>;
  /** Makes a listing by `proceed`. */
  list(call: StoreCall, proceed: () => AsyncIterable<string>): AsyncIterable<string>;
}

/** The same store with something in between: the same values and abilities. */
export function intercepted<S extends Store>(store: S, { call, list }: Interceptor): Wrapped<S> {
  const { get, getRanges, getRange, version, size }: AnyStore = store;
  const { set, delete: remove, deleteIf, deletePrefix, list: listAll, listDir }: AnyStore = store;
  const wrapper: UnfinishedStore = {
    ...factsOf(store),
    get: (key, options) => {
      const ranges = options?.range === undefined ? [] : [options.range];
      return call(about("get", key, options, { ranges, pin: options?.pin }), (pin) => get(key, pinned(options, pin)));
    },
  };
  if (getRanges !== undefined) {
    wrapper.getRanges = (key, ranges, options) =>
      call(about("getRanges", key, options, { ranges, pin: options?.pin }), (pin) =>
        getRanges(key, ranges, pinned(options, pin)),
      );
  }
  if (getRange !== undefined) {
    wrapper.getRange = (key, range, options) =>
      call(about("getRange", key, options, { ranges: [ownRange(range)] }), () => getRange(key, range, options));
  }
  if (version !== undefined) {
    wrapper.version = (key, options) => call(about("version", key, options), () => version(key, options));
  }
  if (size !== undefined) {
    wrapper.size = (key, options) => call(about("size", key, options), () => size(key, options));
  }
  if (set !== undefined) {
    wrapper.set = (key, value, options) => {
      const { ifVersion } = options ?? {};
      return call(about("set", key, options, { value, ifVersion }), () => set(key, value, options));
    };
  }
  if (remove !== undefined) {
    wrapper.delete = (key, options) => call(about("delete", key, options), () => remove(key, options));
  }
  if (deleteIf !== undefined) {
    wrapper.deleteIf = (key, ifVersion, options) =>
      call(about("deleteIf", key, options, { ifVersion }), () => deleteIf(key, ifVersion, options));
  }
  if (deletePrefix !== undefined) {
    wrapper.deletePrefix = (prefix, options) =>
      call(about("deletePrefix", prefix, options), () => deletePrefix(prefix, options));
  }
  if (listAll !== undefined) {
    wrapper.list = (prefix, options) => list(about("list", prefix, options), () => listAll(prefix, options));
  }
  if (listDir !== undefined) {
    wrapper.listDir = (prefix, options) => list(about("listDir", prefix, options), () => listDir(prefix, options));
  }
  return wrapper as Wrapped<S>;
}

function pinned<O extends PinnedOptions>(options: O | undefined, pin: VersionPin | undefined): O | undefined {
  return options === undefined || pin === undefined ? options : { ...options, pin };
}

function about(
  operation: StoreOperation,
  key: string,
  options: StoreOptions | undefined,
  more?: Partial<StoreCall>,
): StoreCall {
  return { operation, key, ranges: [], ...more, signal: options?.signal };
}
