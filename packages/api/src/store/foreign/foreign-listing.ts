import { isDocumentKey, type ListableStore } from "@zarrkit/core";
import type { ForeignStore } from "./foreign-store.ts";

/** The listing methods of a foreign store that has what they need; otherwise none. */
export function foreignListing(foreign: ForeignStore): Partial<Pick<ListableStore, "list" | "listDir">> {
  const { listPrefix, listDir } = foreign;
  if (listPrefix === undefined || listDir === undefined) return {};
  return {
    async *list(prefix, options) {
      for await (const key of await listPrefix.call(foreign, prefix)) {
        options?.signal?.throwIfAborted();
        const bare = key.replace(/^\//, "");
        if (bare.startsWith(prefix)) yield bare;
      }
    },
    async *listDir(prefix, options) {
      for await (const entry of await listDir.call(foreign, prefix)) {
        options?.signal?.throwIfAborted();
        // Whether anything goes on below a name is not told; what may be a node has to be looked at.
        yield isDocumentKey(entry) || entry.endsWith("/") ? entry : `${entry}/`;
      }
    },
  };
}
