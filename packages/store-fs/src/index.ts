/**
 * Zarr values in a directory of files.
 *
 * @module
 */
export { type FileLockOptions, fileLockSynchronizer } from "./file-lock-synchronizer.ts";
export { LocalStore, type LocalStoreOptions, localStore } from "./local-store.ts";
