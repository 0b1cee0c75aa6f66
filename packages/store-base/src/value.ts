/** Throws a `TypeError` unless what is to be stored under a key are bytes. */
export function checkValue(key: string, value: unknown): asserts value is Uint8Array {
  if (isBytes(value)) return;
  throw new TypeError(`value of ${JSON.stringify(key)} must be a Uint8Array, found ${tagOf(value)}`);
}

/** Whether a value is a `Uint8Array`. By tag rather than class, because other realms (frames, test environments) have classes of their own. */
export function isBytes(value: unknown): value is Uint8Array {
  return tagOf(value) === "Uint8Array";
}

/** What kind of thing a value is, for errors: `"Uint8Array"`, `"String"`, `"Undefined"`. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
