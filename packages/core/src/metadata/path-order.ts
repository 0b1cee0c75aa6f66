/** By code points, as Python compares strings. By code units, U+FFxx would come after what lies beyond U+FFFF. */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a[at] === b[at]) at++;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}

/** Entries in the order of zarr-python's consolidated metadata: by depth, then by path without regard to case. */
export function byDepthAndName<T>(entries: readonly [path: string, value: T][]): [path: string, value: T][] {
  const keyed = entries.map((entry) => ({ entry, depth: entry[0].split("/").length, folded: foldCase(entry[0]) }));
  keyed.sort((a, b) => a.depth - b.depth || comparePaths(a.folded, b.folded) || comparePaths(a.entry[0], b.entry[0]));
  return keyed.map(({ entry }) => entry);
}

/** Full case folding of the NFKC form. Source: Unicode, section 3.13, "Default Case Folding". */
function foldCase(path: string): string {
  if (/^[\0-\x7f]*$/.test(path)) return path.toLowerCase();
  const fold = (character: string): string => {
    if (/\p{Script=Cherokee}/u.test(character)) return character.toUpperCase();
    // One by one, since a sigma at the end of a word has a small letter of its own.
    return character === "ı" ? character : Array.from(character.toUpperCase(), (one) => one.toLowerCase()).join("");
  };
  return Array.from(path.normalize("NFKC"), fold).join("");
}
