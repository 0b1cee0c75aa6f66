/**
 * Zarr values in the files that browsers have: the origin private file system, folders that a user picks or drops,
 * lists of files, and blobs.
 *
 * @module
 */
export { DirectoryStore, type DirectoryStoreOptions } from "./directory-store.ts";
export type { DroppedEntry, DroppedItem } from "./entry-tree.ts";
export { FilesStore } from "./files-store.ts";
