/**
 * Zarr values on a web server.
 *
 * @module
 */
export { HttpError } from "./http-error.ts";
export { HttpStore, httpStore } from "./http-store.ts";
export type { HttpStoreOptions } from "./options.ts";
