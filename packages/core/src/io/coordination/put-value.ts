import type { Store, StoreKey, StoreOptions, WriteOptions } from "../../contract/index.ts";
import { deleteValue, writeValue } from "../../store/access.ts";
import { noteChanged } from "./changes.ts";
import { coordinationOf } from "./coordination.ts";

/** Writes a value, and tells those who share work on it; `false` when `ifVersion` did not hold. */
export async function putValue(
  store: Store,
  key: StoreKey,
  value: Uint8Array,
  options: WriteOptions = {},
): Promise<boolean> {
  try {
    return await writeValue(store, key, value, options);
  } finally {
    // Also after a failure: a store that failed may still have written.
    noteChanged(coordinationOf(store), key);
  }
}

/** Deletes a value, and tells those who share work on it. */
export async function removeValue(store: Store, key: StoreKey, options: StoreOptions = {}): Promise<void> {
  try {
    await deleteValue(store, key, options);
  } finally {
    noteChanged(coordinationOf(store), key);
  }
}
