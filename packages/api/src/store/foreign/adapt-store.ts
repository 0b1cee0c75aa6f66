import type { ListableStore, Store, WritableStore } from "@zarrkit/core";
import { readForeign } from "./foreign-bytes.ts";
import { foreignListing } from "./foreign-listing.ts";
import type { ForeignStore } from "./foreign-store.ts";
import { WholeValues } from "./whole-values.ts";

const adapted = new WeakMap<ForeignStore, Store>();

/** A foreign store under this library's contract. The same store gives the same answer, so its writers take turns. */
export async function adaptStore(foreign: ForeignStore): Promise<Store> {
  const refuses = (await foreign.readOnly) === true;
  let store = adapted.get(foreign);
  if (store === undefined) {
    store = makeAdapter(foreign, refuses);
    adapted.set(foreign, store);
  }
  return store;
}

function makeAdapter(foreign: ForeignStore, refuses: boolean): Store {
  const { set, supportsDeletes } = foreign;
  const readOnly = set === undefined || refuses;
  const wholeValues = new WholeValues();
  const reads = { foreign, description: `${foreign.constructor?.name ?? "object"}://`, wholeValues };
  const readable: Store & Partial<ListableStore> = {
    contract: "zarrkit.store.v1",
    description: reads.description,
    identity: foreign,
    readOnly,
    // Nothing is known about who else holds the bytes.
    borrowed: true,
    get: (key, options = {}) => readForeign(reads, key, options),
    ...foreignListing(foreign),
  };
  if (readOnly) return readable;
  const writable: WritableStore = Object.assign(readable, {
    async set(key: string, value: Uint8Array) {
      wholeValues.changed(key);
      // The store may keep what it gets, and the memory belongs to the caller.
      await set.call(foreign, `/${key}`, new Uint8Array(value));
      wholeValues.changed(key);
      return true;
    },
    async delete(key: string) {
      wholeValues.changed(key);
      if (foreign.delete === undefined || supportsDeletes === false) {
        if (((await foreign.get(`/${key}`)) ?? undefined) === undefined) return;
        throw Object.assign(new Error("the store has no delete"), { code: "unsupported" });
      }
      await foreign.delete(`/${key}`);
      wholeValues.changed(key);
    },
  });
  return writable;
}
