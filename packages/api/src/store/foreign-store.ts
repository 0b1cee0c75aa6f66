import type { ByteRange, MaybePromise, ReadOptions, Store, StoreOptions, WritableStore } from "@zarrkit/core";
import { StoreError } from "@zarrkit/core";

/** A range as zarrita's stores take it. */
export type ForeignRange = { readonly offset: number; readonly length: number } | { readonly suffixLength: number };

/** A store as zarrita knows them: keys start with `/`, and everything but `get` is optional. */
export interface ForeignStore {
  get(key: string, options?: StoreOptions): MaybePromise<Uint8Array | ArrayBuffer | null | undefined>;
  getRange?(
    key: string,
    range: ForeignRange,
    options?: StoreOptions,
  ): MaybePromise<Uint8Array | ArrayBuffer | null | undefined>;
  set?(key: string, value: Uint8Array): MaybePromise<unknown>;
  delete?(key: string): MaybePromise<unknown>;
}

const adapted = new WeakMap<ForeignStore, Store>();

/** A foreign store under this library's contract. The same store gives the same answer, so its writers take turns. */
export function adaptStore(foreign: ForeignStore): Store {
  let store = adapted.get(foreign);
  if (store === undefined) {
    store = makeAdapter(foreign);
    adapted.set(foreign, store);
  }
  return store;
}

function makeAdapter(foreign: ForeignStore): Store {
  const description = `${foreign.constructor?.name ?? "object"}://`;
  const readable: Store = {
    contract: "zarrkit.store.v1",
    description,
    identity: foreign,
    readOnly: foreign.set === undefined,
    // Nothing is known about who else holds the bytes.
    borrowed: true,
    async get(key: string, { range, signal }: ReadOptions = {}) {
      if (range === undefined) return bytesOf(await foreign.get(`/${key}`, { signal }), key, description);
      const wanted = foreignRange(range);
      if (foreign.getRange === undefined || wanted === undefined) {
        return clip(bytesOf(await foreign.get(`/${key}`, { signal }), key, description), range);
      }
      const bytes = bytesOf(await foreign.getRange(`/${key}`, wanted, { signal }), key, description);
      if (bytes !== undefined && bytes.length > lengthOf(wanted)) {
        throw new StoreError(
          `The store answered ${bytes.length} bytes to a request for ${lengthOf(wanted)}: it does not honour ranges`,
          { store: description, key },
        );
      }
      return bytes;
    },
  };
  const { set } = foreign;
  if (set === undefined) return readable;
  const writable: WritableStore = Object.assign(readable, {
    async set(key: string, value: Uint8Array) {
      await set.call(foreign, `/${key}`, value);
      return true;
    },
    async delete(key: string) {
      if (foreign.delete === undefined) {
        if ((await foreign.get(`/${key}`)) === undefined) return;
        throw Object.assign(new Error("the store has no delete"), { code: "unsupported" });
      }
      await foreign.delete(`/${key}`);
    },
  });
  return writable;
}

function bytesOf(value: unknown, key: string, store: string): Uint8Array | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new StoreError(`The store answered ${Object.prototype.toString.call(value)} where a Uint8Array is due`, {
    store,
    key,
  });
}

function foreignRange(range: ByteRange): ForeignRange | undefined {
  if ("suffix" in range) return { suffixLength: range.suffix };
  return range.length === undefined ? undefined : { offset: range.offset, length: range.length };
}

function lengthOf(range: ForeignRange): number {
  return "suffixLength" in range ? range.suffixLength : range.length;
}

function clip(bytes: Uint8Array | undefined, range: ByteRange): Uint8Array | undefined {
  if (bytes === undefined) return undefined;
  if ("suffix" in range) return bytes.subarray(Math.max(0, bytes.length - range.suffix));
  return bytes.subarray(range.offset, range.length === undefined ? undefined : range.offset + range.length);
}
