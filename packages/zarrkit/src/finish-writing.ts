import type { Store } from "@zarrkit/api";

/**
 * Ends the use of a store that was written to: puts an archive in place, and removes what writes that were broken off
 * before this process began have left beside the values.
 */
export async function finishWriting(store: Store): Promise<void> {
  if ("close" in store && typeof store.close === "function") await store.close();
  if ("sweep" in store && typeof store.sweep === "function") await store.sweep({ olderThan: performance.now() });
}
