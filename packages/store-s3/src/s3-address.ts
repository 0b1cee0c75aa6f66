import { checkKey } from "./store-key.ts";

/** A place in a bucket. */
export interface S3Address {
  readonly bucket: string;
  /** What the names of all objects of the store begin with, `/` included where it is not empty. */
  readonly prefix: string;
}

/**
 * Takes `s3://bucket/prefix` apart. A string is taken as it is written; a `URL` is percent-decoded, because making it encoded it.
 * Throws a `TypeError` on what is no such address and a `RangeError` on a prefix that cannot be a key.
 */
export function parseAddress(address: string | URL): S3Address {
  const text = address instanceof URL ? decodeURIComponent(address.href) : address;
  const [, bucket, path = ""] = /^s3:\/\/([^/]+)(?:\/(.*))?$/is.exec(text) ?? [];
  if (bucket === undefined) throw new TypeError(`an S3 store is s3://bucket/prefix, found ${JSON.stringify(text)}`);
  const prefix = path.endsWith("/") ? path.slice(0, -1) : path;
  return { bucket, prefix: prefix === "" ? "" : `${checkKey(prefix)}/` };
}
