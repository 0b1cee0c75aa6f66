import type { ListableStore, Store } from "../contract/index.ts";
import { isListable } from "./access.ts";

/** The same store without its writing half. The original stays writable, and both share locks and caches. */
export function withReadOnly(store: Store): Store {
  if (store.readOnly === true) return store;
  const view: Store = {
    contract: store.contract,
    description: store.description,
    identity: store.identity ?? store,
    identityPrefix: store.identityPrefix ?? "",
    portable: store.portable && { module: "@zarrkit/core", export: "withReadOnly", stores: [store.portable] },
    readOnly: true,
    borrowed: store.borrowed === true,
    ...(store.bytesPerRequest !== undefined && { bytesPerRequest: store.bytesPerRequest }),
    get: (key, options) => store.get(key, options),
  };
  if (store.getRanges !== undefined) view.getRanges = (key, ranges, options) => store.getRanges?.(key, ranges, options);
  if (store.getRange !== undefined) view.getRange = (key, range, options) => store.getRange?.(key, range, options);
  if (store.version !== undefined) view.version = (key, options) => store.version?.(key, options);
  if (store.size !== undefined) view.size = (key, options) => store.size?.(key, options);
  if (!isListable(store)) return view;
  const listable: ListableStore = Object.assign(view, {
    list: store.list.bind(store),
    listDir: store.listDir.bind(store),
  });
  return listable;
}
