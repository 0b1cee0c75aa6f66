import * as base from "@zarrkit/store-base/store-key";

// A folder of Windows or a drive, which programs that unpack archives would obey.
const windowsPath = /\\|^[a-z]:(?:\/|$)/i;

/**
 * Whether the name of an entry can be a key. Folders (`a/`) cannot, nor names that would leave the archive's root, nor
 * those without UTF-8 form, which archives hold names in.
 */
export function isKey(name: string): boolean {
  return base.isKey(name) && !name.includes("\0") && base.isWellFormed(name) && !windowsPath.test(name);
}

/** The key without leading slash. Throws a `RangeError` on what cannot be one in an archive. */
export function checkKey(key: string): string {
  return base.checkKey(key, isKey, ", without backslash or drive");
}

/** The same for a prefix. */
export function checkPrefix(prefix: string): string {
  return base.checkPrefix(prefix, isKey);
}
