import type { Store, WritableStore } from "@zarrkit/core/contract";
import type { StoreMethod, StoreNotice } from "./message.ts";

const reading: readonly StoreMethod[] = ["get", "getRanges", "version"];
const writing: readonly StoreMethod[] = ["set", "delete", "deleteIf"];

/** The stores that workers have heard of, by number. A store is kept while a job needs it. */
export class StoreTable {
  readonly #notices = new WeakMap<Store, StoreNotice>();
  readonly #stores = new Map<number, WeakRef<Store>>();
  #latest = 0;
  readonly #gone = new FinalizationRegistry<number>((id) => this.#stores.delete(id));

  notice(store: Store): StoreNotice {
    let notice = this.#notices.get(store);
    if (notice === undefined) {
      const id = ++this.#latest;
      const methods = store.readOnly === true ? reading : [...reading, ...writing];
      notice = {
        id,
        description: store.description,
        portable: store.portable,
        methods: methods.filter((name) => name in store),
      };
      this.#notices.set(store, notice);
      this.#stores.set(id, new WeakRef(store));
      this.#gone.register(store, id);
    }
    return notice;
  }

  /** The store of a number. Throws when nobody uses it any more. */
  find(id: number): Store & Partial<WritableStore> {
    const store = this.#stores.get(id)?.deref();
    if (store === undefined) throw new Error(`There is no store ${id} any more`);
    return store;
  }
}
