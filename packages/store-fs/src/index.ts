/**
 * Zarr values in a directory of files.
 *
 * @module
 */
export { LocalStore, type LocalStoreOptions, localStore } from "./local-store.ts";
