import type { Store } from "@zarrkit/api";
import { isListable, requireListable } from "@zarrkit/core";

/**
 * What lies below a prefix, as JSON in the form of nginx's `autoindex_format json`; `undefined` where nothing does, or the
 * store cannot list.
 */
export async function folderList(store: Store, prefix: string): Promise<string | undefined> {
  if (!isListable(store)) return undefined;
  const entries: { name: string; type: "directory" | "file" }[] = [];
  for await (const name of requireListable(store).listDir(prefix)) {
    const isFolder = name.endsWith("/");
    entries.push({ name: isFolder ? name.slice(0, -1) : name, type: isFolder ? "directory" : "file" });
  }
  return entries.length === 0 && prefix !== "" ? undefined : JSON.stringify(entries);
}
