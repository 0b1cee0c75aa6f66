/**
 * Zarr values on a web server.
 *
 * @module
 */
export { HttpError } from "./http-error.ts";
export { HttpStore, httpStore } from "./http-store.ts";
export { ListingHttpStore, listingHttpStore } from "./listing-http-store.ts";
export type { HttpStoreOptions } from "./options.ts";
