import type { MaybePromise, ReadOptions, Store, StoreKey } from "../contract/index.ts";
import { checkedAnswer, guarded } from "./call.ts";

/** Reads a value or a range of it. Whatever the store throws becomes a {@link StoreError} with the key. */
export function readValue(
  store: Store,
  key: StoreKey,
  options: ReadOptions = {},
): MaybePromise<Uint8Array | undefined> {
  return guarded(store, key, "read", options, () => {
    const value = store.get(key, options);
    const answer = (bytes: unknown) => checkedAnswer(bytes, options.range, store, key);
    return value instanceof Promise ? value.then(answer) : answer(value);
  });
}
