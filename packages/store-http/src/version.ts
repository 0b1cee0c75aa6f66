/**
 * What tells two states of a value apart: its strong entity tag, or else when it was changed, in seconds, and its size. A
 * weak tag would do for values that mean the same, not for parts that have to fit together. Source: RFC 9110, section 8.8.
 */
export function versionOf(headers: Headers, size: number | undefined): string {
  const tag = headers.get("etag");
  if (tag?.startsWith('"')) return tag;
  return `${headers.get("last-modified") ?? ""}/${size ?? "*"}`;
}

/** Whether two versions may be of one state. A size that one of them does not know does not count. */
export function agree(a: string, b: string): boolean {
  if (a === b) return true;
  const unsized = (version: string): string => version.replace(/\/(?:\d+|\*)$/, "");
  return (a.endsWith("/*") || b.endsWith("/*")) && unsized(a) === unsized(b);
}
