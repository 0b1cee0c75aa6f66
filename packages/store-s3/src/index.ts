/**
 * Zarr values in an S3 bucket.
 *
 * @module
 */
export { S3Store } from "./s3-store.ts";
export type { S3StoreOptions } from "./s3-store-options.ts";
