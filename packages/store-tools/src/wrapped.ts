import type { ListableStore, Store, WritableStore } from "@zarrkit/core/contract";

/** Everything that a store can be able to do. */
export interface CompleteStore extends WritableStore, ListableStore {}

/** What a store says about itself. */
export type StoreFacts = Pick<Store, "contract" | "description" | "bytesPerRequest"> &
  Pick<Required<Store>, "identity" | "identityPrefix" | "readOnly" | "borrowed">;

/** A store that can do what a store of type `S` can. */
export type Wrapped<S extends Store> = StoreFacts &
  Pick<CompleteStore, Exclude<keyof S, keyof StoreFacts> & keyof CompleteStore>;

/** A store whose abilities show at run time only. */
export type AnyStore = Store & Partial<Omit<CompleteStore, keyof Store>>;

/** A store while its abilities are put together. */
export type UnfinishedStore = { -readonly [Member in keyof AnyStore]: AnyStore[Member] };

/** What a store says about itself, for a wrapper to say the same, so that the engine takes both for one. */
export function factsOf(store: Store): StoreFacts {
  return {
    contract: store.contract,
    description: store.description,
    identity: store.identity ?? store,
    identityPrefix: store.identityPrefix ?? "",
    readOnly: store.readOnly === true,
    borrowed: store.borrowed === true,
    ...(store.bytesPerRequest === undefined ? {} : { bytesPerRequest: store.bytesPerRequest }),
  };
}

/** Where another thread finds the wrappers that it may make again. Those that tell somebody here of calls stay here. */
export const tools = { module: "@zarrkit/store-tools" };
