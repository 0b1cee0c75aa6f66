/**
 * Zarr values in a directory of files.
 *
 * @module
 */
export { LocalStore, type LocalStoreOptions } from "./local-store.ts";
