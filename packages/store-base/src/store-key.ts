// An empty, "." or ".." segment, which no key has: also a leading, trailing or doubled slash.
const emptyOrDots = /(?:^|\/)\.{0,2}(?:\/|$)/;
// Half a character (an unpaired surrogate) has no UTF-8 form.
const halfCharacter = /\p{Surrogate}/u;

/** Whether a name without leading slash is a key: no segment of it is empty, `.` or `..`. */
export function isKey(name: string): boolean {
  return !emptyOrDots.test(name);
}

/** Whether a name has a UTF-8 form, as those of files, archives and servers need. Names without can fall together there. */
export function isWellFormed(name: string): boolean {
  return !halfCharacter.test(name);
}

/**
 * The key without the leading slash that other libraries put there. Throws a `RangeError` on what is no key.
 *
 * @param isAllowed - For stores that refuse some keys: which they take, {@link isKey} among what it asks.
 * @param more - What `isAllowed` asks for beside it, for the error: `", without space"`.
 */
export function checkKey(key: string, isAllowed: (name: string) => boolean = isKey, more = ""): string {
  const bare = withoutSlash(key);
  if (isAllowed(bare)) return bare;
  throw new RangeError(
    `store key must be segments joined by "/", none empty, "." or ".."${more}, found ${JSON.stringify(key)}`,
  );
}

/**
 * The same for a prefix, which is empty or a key and a slash. Throws a `RangeError` on anything else.
 *
 * @param isAllowed - As of {@link checkKey}.
 */
export function checkPrefix(prefix: string, isAllowed: (name: string) => boolean = isKey): string {
  const bare = withoutSlash(prefix);
  if (bare === "" || (bare.endsWith("/") && isAllowed(bare.slice(0, -1)))) return bare;
  throw new RangeError(`prefix must be empty or a key followed by "/", found ${JSON.stringify(prefix)}`);
}

function withoutSlash(name: string): string {
  return name.startsWith("/") ? name.slice(1) : name;
}
