import type { Store } from "@zarrkit/core";
import { HttpStore, ListingHttpStore } from "@zarrkit/store-http";
import { observed, type StoreEvent } from "@zarrkit/store-tools";
import { DirectoryStore, FilesStore } from "@zarrkit/store-web-fs";
import { ZipStore } from "@zarrkit/store-zip";

/** Hears of every request to what is opened, and of each read of a file. */
export type Listener = (event: StoreEvent) => void;

/** A store, and what it costs to look around in it. */
export interface Opened {
  readonly store: Store;
  /** Whether the list of a folder and the size of a value take a request each. */
  readonly isRemote: boolean;
}

const isZip = (name: string): boolean => /\.zip$/i.test(name);

/**
 * The store at an address on a web server, which may be a zip archive; only what is looked at travels. Whether the server
 * lists folders shows when one is asked for. Relative addresses begin at the page's. Throws an `Error` that says what an address has to be.
 */
export async function openAddress(text: string, base: string, listener: Listener): Promise<Opened> {
  const address = URL.parse(text, base);
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw new Error(`An address begins with http:// or https://, or is relative to this page; found ${text}`);
  }
  if (!isZip(address.pathname)) {
    return { store: observed(new ListingHttpStore(address.href), listener), isRemote: true };
  }
  const name = address.pathname.slice(address.pathname.lastIndexOf("/") + 1);
  address.pathname = address.pathname.slice(0, -name.length);
  return local(ZipStore.open(observed(new HttpStore(address.href), listener), decodeURIComponent(name)));
}

/** The store in a folder that was picked. */
export async function openDirectory(folder: FileSystemDirectoryHandle, listener: Listener): Promise<Opened> {
  return local(observed(await DirectoryStore.open(folder, { readOnly: true }), listener));
}

/** The store in the files of a folder, or in a single zip archive. */
export async function openFiles(files: readonly File[], listener: Listener): Promise<Opened> {
  return archiveOr(observed(FilesStore.fromFiles(files), listener), files);
}

/** The store in a folder or zip archive that was dropped. Call it before anything is awaited. */
export async function openDrop({ items, files }: DataTransfer, listener: Listener): Promise<Opened> {
  return archiveOr(observed(FilesStore.fromDrop(items), listener), [...files]);
}

function archiveOr(store: Store, [first, ...others]: readonly File[]): Promise<Opened> {
  const isArchive = first !== undefined && others.length === 0 && isZip(first.name) && first.webkitRelativePath === "";
  return local(isArchive ? ZipStore.open(store, first.name) : store);
}

const local = async (store: Store | Promise<Store>): Promise<Opened> => ({ store: await store, isRemote: false });
