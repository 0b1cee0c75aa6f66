// An empty, "." or ".." segment: also a leading, trailing or doubled slash.
const emptyOrDots = /(?:^|\/)\.{0,2}(?:\/|$)/;
// Browsers turn half a character into U+FFFD, and Chromium ends a name at U+0000: two keys would share a file.
const halfCharacter = /\p{Surrogate}/u;
// An unfinished write: of this store, of store-fs or zarr-python (32 hexadecimal digits), or of Chromium itself.
const unfinished = /(?:\.[0-9a-f]{32}\.partial|\.crswap)$/i;

/** Whether a path can be a key at all. */
export function isKey(path: string): boolean {
  return !emptyOrDots.test(path) && !path.includes("\0") && !halfCharacter.test(path);
}

/** The key without the leading slash that other libraries put there. Throws a `RangeError` on what is no key. */
export function checkKey(key: string): string {
  const bare = key.startsWith("/") ? key.slice(1) : key;
  if (isKey(bare)) return bare;
  throw new RangeError(
    `store key must be segments of well-formed Unicode joined by "/", none empty, "." or "..", found ${JSON.stringify(key)}`,
  );
}

/** The same for a prefix, which is empty or ends in a slash. */
export function checkPrefix(prefix: string): string {
  const bare = prefix.startsWith("/") ? prefix.slice(1) : prefix;
  if (bare !== "" && !(bare.endsWith("/") && isKey(bare.slice(0, -1)))) {
    throw new RangeError(`prefix must be empty or a key followed by "/", found ${JSON.stringify(prefix)}`);
  }
  return bare;
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
