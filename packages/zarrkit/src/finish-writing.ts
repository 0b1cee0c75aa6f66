import type { Store } from "@zarrkit/api";
import type { Output } from "./output.ts";

/** Puts an archive that was written to in place. */
export async function closeStore(store: Store): Promise<void> {
  if (isArchive(store)) await store.close();
}

/**
 * Does long writing to a store to its end, and removes what writes that were broken off before this process began have left
 * beside the values. Says of an archive that nothing remains of it when it is broken off.
 */
export async function finishWriting<T>(store: Store, output: Output, write: () => Promise<T>): Promise<T> {
  try {
    const made = await write();
    await closeStore(store);
    if ("sweep" in store && typeof store.sweep === "function") await store.sweep({ olderThan: performance.now() });
    return made;
  } catch (error) {
    if (isArchive(store) && output.signal.aborted) {
      output.note(
        `${store.description} is as it was before: archives are put in place at the end, so the next run begins anew. A folder can be gone on with.`,
      );
    }
    throw error;
  }
}

/** Whether what is written to a store waits for its end. */
function isArchive(store: Store): store is Store & { close(): Promise<void> } {
  return "close" in store && typeof store.close === "function";
}
