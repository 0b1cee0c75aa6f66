import type { Store, StoreKey, StoreOptions } from "../contract/index.ts";
import { valueSize } from "../store/access.ts";
import { readValue } from "../store/read-value.ts";
import { coordinationOf } from "./coordination.ts";
import { putValue } from "./put-value.ts";

/**
 * Copies a stored value as it is, in turn with other writers of the target key. Answers its size in bytes; `undefined`
 * when there is none.
 */
export async function copyValue(
  source: Store,
  sourceKey: StoreKey,
  target: Store,
  targetKey: StoreKey,
  options: StoreOptions = {},
): Promise<number | undefined> {
  const value = await readValue(source, sourceKey, options);
  if (value === undefined) return undefined;
  await coordinationOf(target).exclusively(targetKey, () => putValue(target, targetKey, value, options));
  return value.length;
}

/** True when a key has a value; no more of it is read than need be. */
export async function hasValue(store: Store, key: StoreKey, options: StoreOptions = {}): Promise<boolean> {
  if (store.size !== undefined) return (await valueSize(store, key, options)) !== undefined;
  return (await readValue(store, key, { ...options, range: { offset: 0, length: 1 } })) !== undefined;
}
