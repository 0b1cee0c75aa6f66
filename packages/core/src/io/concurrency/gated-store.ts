import type { Store } from "../../contract/index.ts";
import { createGate } from "./concurrency.ts";

/** A view of a store that reads at most `limit` values at a time; other reads wait their turn. */
export function withReadLimit(store: Store, limit: number): Store {
  const gate = createGate(limit);
  return {
    contract: store.contract,
    description: store.description,
    identity: store.identity ?? store,
    identityPrefix: store.identityPrefix ?? "",
    readOnly: true,
    borrowed: store.borrowed === true,
    get: (key, options) => gate.run(() => store.get(key, options)),
  };
}
