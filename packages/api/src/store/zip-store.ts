import { messageOf, type Store, StoreError } from "@zarrkit/core";
import { localStore } from "#local-store";
import { httpStore } from "./http-store.ts";
import { s3Store } from "./s3-store.ts";
import type { StoreUse } from "./store-like.ts";

/** Opens the zip archive at a path or `file:` URL, as {@link openZip} does. */
export function openLocalZip(address: string, use: StoreUse): Promise<Store> {
  const slash = address.replaceAll("\\", "/").lastIndexOf("/");
  const folder = localStore(slash === -1 ? "." : address.slice(0, slash + 1));
  return openZip(folder, decodeName(address, address.slice(slash + 1)), use);
}

/** Opens the zip archive at an address on a web server for reading. Only what is read of it travels. */
export async function openRemoteZip(address: string, use: StoreUse): Promise<Store> {
  const folder = new URL(address);
  const name = folder.pathname.slice(folder.pathname.lastIndexOf("/") + 1);
  folder.pathname = folder.pathname.slice(0, -name.length);
  return openZip(await httpStore(folder.href, use.storageOptions), decodeURIComponent(name), { mode: "r" });
}

/** Opens the zip archive at an `s3://` address, as {@link openZip} does. Only what is read of it travels. */
export async function openS3Zip(address: string, use: StoreUse): Promise<Store> {
  const slash = address.lastIndexOf("/");
  return openZip(await s3Store(address.slice(0, slash), use.storageOptions), address.slice(slash + 1), use);
}

/**
 * Opens a zip archive in another store. An archive cannot forget, so mode `w` begins a new one where the node is all of it.
 * What is written to it is in place once the store's `close()` has been called. Throws `StoreError` when the archive is
 * missing or damaged.
 */
async function openZip(folder: Store, key: string, { mode = "a", isRoot = false }: StoreUse): Promise<Store> {
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
