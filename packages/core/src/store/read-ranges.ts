import type { ByteRange, MaybePromise, RangesOptions, Store, StoreKey } from "../contract/index.ts";
import { checkedAnswer, guarded } from "./call.ts";
import { readValue } from "./read-value.ts";

/** Reads several ranges of one value, in one call where the store has one for it. */
export function readRanges(
  store: Store,
  key: StoreKey,
  ranges: readonly ByteRange[],
  options: RangesOptions,
): MaybePromise<readonly (Uint8Array | undefined)[]> {
  if (store.getRanges === undefined || ranges.length === 1) {
    const values = ranges.map((range) => readValue(store, key, { ...options, range }));
    return values.some((value) => value instanceof Promise)
      ? Promise.all(values)
      : (values as (Uint8Array | undefined)[]);
  }
  const answers = (values: readonly unknown[] | undefined) =>
    ranges.map((range, index) => (values === undefined ? undefined : checkedAnswer(values[index], range, store, key)));
  return guarded(store, key, "read", options, () => {
    const values = store.getRanges?.(key, ranges, options);
    return values instanceof Promise ? values.then(answers) : answers(values);
  });
}
