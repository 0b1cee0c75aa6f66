// An empty, "." or ".." segment, which no key has: also a leading, trailing or doubled slash.
const emptyOrDots = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** The key without the leading slash that other libraries put there. Throws a `RangeError` on what is no key. */
export function checkKey(key: string): string {
  const bare = key.startsWith("/") ? key.slice(1) : key;
  if (!isKey(bare)) {
    throw new RangeError(
      `store key must be segments joined by "/", none empty, "." or "..", found ${JSON.stringify(key)}`,
    );
  }
  return bare;
}

/** The same for a prefix, which is empty or ends in a slash. */
export function checkPrefix(prefix: string): string {
  const bare = prefix.startsWith("/") ? prefix.slice(1) : prefix;
  if (bare !== "" && !(bare.endsWith("/") && isKey(bare.slice(0, -1)))) {
    throw new RangeError(`prefix must be empty or a key followed by "/", found ${JSON.stringify(prefix)}`);
  }
  return bare;
}

/** Whether a name in the map can be a key at all. */
export function isKey(name: string): boolean {
  return !emptyOrDots.test(name);
}
