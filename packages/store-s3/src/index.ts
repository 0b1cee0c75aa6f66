/**
 * Zarr values in an S3 bucket.
 *
 * @module
 */
export { S3Store } from "./s3-store.ts";
export type { S3ClientLike, S3Credentials, S3ServiceOptions, S3StoreOptions } from "./s3-store-options.ts";
