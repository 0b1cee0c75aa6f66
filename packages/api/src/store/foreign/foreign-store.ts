import type { ForeignByteRange, MaybePromise, StoreOptions } from "@zarrkit/core";

/** What a foreign store may answer for a value; `null` and `undefined` are none. */
export type ForeignValue = Uint8Array | ArrayBuffer | null | undefined;

/** Keys in one answer, or one after another. */
export type ForeignKeys = MaybePromise<Iterable<string>> | AsyncIterable<string>;

/**
 * A store as zarrita knows them: keys start with `/`, and everything but `get` is optional. What zarrita does not ask for
 * is spelled as in Icechunk's store, which has the words of zarr-python.
 */
export interface ForeignStore {
  get(key: string, options?: StoreOptions): MaybePromise<ForeignValue>;
  getRange?(key: string, range: ForeignByteRange, options?: StoreOptions): MaybePromise<ForeignValue>;
  set?(key: string, value: Uint8Array): MaybePromise<unknown>;
  delete?(key: string): MaybePromise<unknown>;
  /** Size of a value in bytes. */
  getsize?(key: string): MaybePromise<number>;
  /** Every key that starts with a prefix. */
  listPrefix?(prefix: string): ForeignKeys;
  /** The next segments below a prefix, once each, without a slash behind those that go on. */
  listDir?(prefix: string): ForeignKeys;
  /** True in a store that has `set` and refuses it. */
  readonly readOnly?: MaybePromise<boolean>;
  readonly supportsDeletes?: boolean;
}
