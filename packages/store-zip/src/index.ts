/**
 * Zarr values in a zip archive, which lies in any other store.
 *
 * @module
 */
export { ZipStore, type ZipStoreMode, type ZipStoreOptions } from "./zip-store.ts";
