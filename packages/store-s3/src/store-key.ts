import * as base from "@zarrkit/store-base/store-key";

/**
 * Whether the name of an object can be a key. The empty objects that stand for folders (`a/`) cannot, nor names without UTF-8
 * form, which S3 holds names in.
 */
export function isKey(name: string): boolean {
  return base.isKey(name) && base.isWellFormed(name);
}

/** The key without leading slash. Throws a `RangeError` on what cannot be one in S3. */
export function checkKey(key: string): string {
  return base.checkKey(key, isKey);
}

/** The same for a prefix. */
export function checkPrefix(prefix: string): string {
  return base.checkPrefix(prefix, isKey);
}
