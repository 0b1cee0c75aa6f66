import * as base from "@zarrkit/store-base/store-key";

// An unfinished write: of this store, of store-fs or zarr-python (32 hexadecimal digits), or of Chromium itself.
const unfinished = /(?:\.[0-9a-f]{32}\.partial|\.crswap)$/i;

/**
 * Whether a path can be a key at all. Browsers turn half a character into U+FFFD, and Chromium ends a name at U+0000: two keys
 * would share a file.
 */
export function isKey(path: string): boolean {
  return base.isKey(path) && !path.includes("\0") && base.isWellFormed(path);
}

/** The key without leading slash. Throws a `RangeError` on what cannot be one in a folder. */
export function checkKey(key: string): string {
  return base.checkKey(key, isKey, ", of well-formed Unicode");
}

/** The same for a prefix. */
export function checkPrefix(prefix: string): string {
  return base.checkPrefix(prefix, isKey);
}

/** Whether a file is what an unfinished write left behind. */
export function isUnfinished(path: string): boolean {
  return unfinished.test(path);
}

/** A name beside the file's own, to be written under until the value is whole. */
export function unfinishedName(name: string): string {
  const random = crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  // File systems allow 255 bytes a name, the ending takes 41.
  return `${new TextEncoder().encode(name).length > 200 ? "" : name}.${digits}.partial`;
}

/** The folders on the way to a file or folder, and its own name. */
export function splitPath(path: string): readonly [folders: readonly string[], name: string] {
  const segments = path.split("/");
  return [segments, segments.pop() as string];
}
