import type { Store } from "@zarrkit/api";

/** Puts an archive that was written to in place. */
export async function closeStore(store: Store): Promise<void> {
  if ("close" in store && typeof store.close === "function") await store.close();
}

/**
 * Ends long writing to a store, and removes what writes that were broken off before this process began have left beside
 * the values.
 */
export async function finishWriting(store: Store): Promise<void> {
  await closeStore(store);
  if ("sweep" in store && typeof store.sweep === "function") await store.sweep({ olderThan: performance.now() });
}
