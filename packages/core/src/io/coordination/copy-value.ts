import type { RangesOptions, Store, StoreKey, StoreOptions } from "../../contract/index.ts";
import { valueSize } from "../../store/access.ts";
import { readValue } from "../../store/read-value.ts";
import { createGate } from "../concurrency/concurrency.ts";
import { coordinationOf } from "./coordination.ts";
import { putValue } from "./put-value.ts";
import { exclusively } from "./turns.ts";

/** Copies the value of a key to another key; answers as {@link copyValue} does. */
export type CopyValue = (
  sourceKey: StoreKey,
  targetKey: StoreKey,
  options?: StoreOptions,
) => Promise<number | undefined>;

/**
 * Copies a stored value as it is, in turn with other writers of the target key. Answers its size in bytes; `undefined`
 * when there is none.
 */
export async function copyValue(
  source: Store,
  sourceKey: StoreKey,
  target: Store,
  targetKey: StoreKey,
  options: RangesOptions = {},
): Promise<number | undefined> {
  const value = await readValue(source, sourceKey, options);
  return value && put(value, target, targetKey, options);
}

/** What {@link valueCopier} takes. */
export interface ValueCopierOptions {
  /** Calls that are under way at a time. */
  readonly concurrency: number;
  /** About how many bytes to hold at a time, besides one value that is longer than its share. */
  readonly maxBytes: number;
}

/**
 * Copies many values, as {@link copyValue} does, in memory that is bounded. A value that is longer than its share waits
 * until no other such is held, and is then read from its start, to the memory of the one before: left to the garbage
 * collector, which comes late, two would be there at a time.
 */
export function valueCopier(source: Store, target: Store, { concurrency, maxBytes }: ValueCopierOptions): CopyValue {
  const share = Math.max(1, Math.floor(maxBytes / 2 / concurrency));
  const longOnes = createGate(1);
  let lent = new Uint8Array(0);
  const allocate = (byteLength: number): Uint8Array => {
    if (lent.length < byteLength) lent = new Uint8Array(byteLength);
    return lent.subarray(0, byteLength);
  };
  return async (sourceKey, targetKey, options = {}) => {
    const short = await readShort(source, sourceKey, share, options);
    if (short === "longer") {
      return longOnes.run(() => copyValue(source, sourceKey, target, targetKey, { ...options, allocate }));
    }
    return short && put(short, target, targetKey, options);
  };
}

/** A value that has fewer bytes than `limit`. Others are let go of. */
async function readShort(
  store: Store,
  key: StoreKey,
  limit: number,
  options: StoreOptions,
): Promise<Uint8Array | "longer" | undefined> {
  const start = await readValue(store, key, { ...options, range: { offset: 0, length: limit } });
  return start === undefined || start.length < limit ? start : "longer";
}

async function put(value: Uint8Array, store: Store, key: StoreKey, options: StoreOptions): Promise<number> {
  await exclusively(coordinationOf(store), key, () => putValue(store, key, value, options));
  return value.length;
}

/** True when a key has a value; no more of it is read than need be. */
export async function hasValue(store: Store, key: StoreKey, options: StoreOptions = {}): Promise<boolean> {
  if (store.size !== undefined) return (await valueSize(store, key, options)) !== undefined;
  return (await readValue(store, key, { ...options, range: { offset: 0, length: 1 } })) !== undefined;
}
