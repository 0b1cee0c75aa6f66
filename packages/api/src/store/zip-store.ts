import { type Mode, messageOf, type Store, StoreError } from "@zarrkit/core";
import { localStore } from "#local-store";

/**
 * Opens the zip archive at a path or `file:` URL. An archive cannot forget, so mode `w` begins a new one where the node is
 * all of it. What is written to it is in place once the store's `close()` has been
 * called. Throws `StoreError` when the archive is missing or damaged.
 */
export async function openZip(address: string, mode: Mode = "a", isRoot = false): Promise<Store> {
  const slash = address.replaceAll("\\", "/").lastIndexOf("/");
  const folder = localStore(slash === -1 ? "." : address.slice(0, slash + 1));
  const key = decodeName(address, address.slice(slash + 1));
  const { ZipStore } = await import("@zarrkit/store-zip");
  const writing = mode === "w" && isRoot ? "w" : "a";
  try {
    return await ZipStore.open(folder, key, { mode: mode === "r" ? "r" : writing });
  } catch (cause) {
    throw new StoreError(`Could not open the zip archive: ${messageOf(cause)}`, {
      store: folder.description,
      key,
      cause,
    });
  }
}

/** The name in a `file:` URL is percent-encoded, that in a path is not. */
function decodeName(address: string, name: string): string {
  return /^file:/i.test(address) ? decodeURIComponent(name) : name;
}

/** Puts in place what was written to a store that has to be closed for it. */
export async function closeStore(store: Store): Promise<void> {
  if ("close" in store && typeof store.close === "function") await store.close();
}
