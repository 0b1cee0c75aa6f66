import type { Store, StoreOptions } from "../../contract/index.ts";
import { deletePrefix } from "../../store/access.ts";
import { noteCleared } from "./changes.ts";
import { coordinationOf } from "./coordination.ts";

/** Deletes everything below a prefix, and what is remembered of it. */
export async function deleteBelow(store: Store, prefix: string, options: StoreOptions = {}): Promise<void> {
  try {
    await deletePrefix(store, prefix, options);
  } finally {
    noteCleared(coordinationOf(store), prefix);
  }
}
