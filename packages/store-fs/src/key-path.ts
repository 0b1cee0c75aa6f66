import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { sep } from "node:path";
import { isKey, isWellFormed } from "@zarrkit/store-base/store-key";

// What Windows takes for a separator, a drive, a stream or a wildcard, or cannot store; U+0000 to U+001F included.
const windowsCharacters = /[\\:*?"<>|\p{Cc}]/u;
// Windows drops dots and spaces at the end of a name, so that "a." would be "a".
const windowsTail = /[. ](?:\/|$)/;
// Names of devices, with any extension, in any folder.
const windowsDevices = /(?:^|\/)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:[. ][^/]*)?(?:\/|$)/i;
// An unfinished write, by this store or by zarr-python: 32 hexadecimal digits before the ending.
const partial = /\.[0-9a-f]{32}\.partial$/;

/** What is wrong with a key on a platform, or `undefined` for a good one. */
export function keyFault(key: string, platform: string): string | undefined {
  if (!isKey(key)) return 'its segments must not be empty, "." or ".."';
  if (key.includes("\0")) return "it must not hold U+0000";
  // Two such keys would share a file.
  if (!isWellFormed(key)) return "it must be well-formed Unicode";
  if (platform !== "win32") return undefined;
  if (windowsCharacters.test(key)) return 'on Windows it must not hold \\ : * ? " < > | or control characters';
  if (windowsTail.test(key)) return "on Windows its segments must not end in a dot or a space";
  if (windowsDevices.test(key)) return "on Windows its segments must not be names of devices";
  return undefined;
}

/** The key without the leading slash that other libraries put there. Throws a `RangeError` on what is no key here. */
export function checkKey(key: string): string {
  const bare = key.startsWith("/") ? key.slice(1) : key;
  const fault = keyFault(bare, process.platform);
  if (fault !== undefined) throw new RangeError(`${JSON.stringify(key)} cannot be a store key: ${fault}`);
  return bare;
}

/** The same for a prefix, which is empty or ends in a slash. */
export function checkPrefix(prefix: string): string {
  const bare = prefix.startsWith("/") ? prefix.slice(1) : prefix;
  if (bare === "") return bare;
  const fault = bare.endsWith("/") ? keyFault(bare.slice(0, -1), process.platform) : 'it must end in "/"';
  if (fault !== undefined) throw new RangeError(`${JSON.stringify(prefix)} cannot be a prefix: ${fault}`);
  return bare;
}

/** The file of a checked key. Never decoded, never resolved: the segments are appended as they are. */
export function pathOf(root: string, key: string): string {
  const base = root.endsWith(sep) ? root.slice(0, -1) : root;
  return base + sep + (sep === "/" ? key : key.replaceAll("/", sep));
}

/** Whether a file is what an unfinished write left behind. */
export function isPartial(path: string): boolean {
  return partial.test(path);
}

/** Where to write a value before it takes its place: beside the target, so that a rename stays inside one file system. */
export function partialPath(path: string): string {
  const cut = path.lastIndexOf(sep) + 1;
  // File systems allow 255 bytes a name, the ending takes 41.
  const name = Buffer.byteLength(path) - Buffer.byteLength(path.slice(0, cut)) > 200 ? "" : path.slice(cut);
  return `${path.slice(0, cut)}${name}.${randomBytes(16).toString("hex")}.partial`;
}
