import { CountingStore } from "./counting-store.ts";

/** What a store holds below a prefix, as a store of its own. */
export function viewBelow(store: CountingStore, prefix: string): CountingStore {
  const view = new CountingStore({ identity: store.identity });
  return Object.assign(view, {
    identityPrefix: prefix,
    get: (key: string, ...rest: []) => store.get(prefix + key, ...rest),
    set: (key: string, value: Uint8Array, ...rest: []) => store.set(prefix + key, value, ...rest),
  });
}
