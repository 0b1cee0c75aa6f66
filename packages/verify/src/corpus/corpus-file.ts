import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const fixtures: string = fileURLToPath(new URL("../../fixtures/", import.meta.url));

/** Names that some file systems cannot hold (`?`, two names that differ in case only) travel inside one JSON file, as base64. */
export const packed: ReadonlyMap<string, string> = new Map(
  Object.entries(JSON.parse(readFileSync(join(fixtures, "packed.json"), "utf8")) as Record<string, string>),
);

/** A file of the corpus, by its path in the manifest. Tests in a page have `browser/corpus-file.ts` in place of this. */
export function corpusFile(path: string): Uint8Array {
  const text = packed.get(path);
  return new Uint8Array(text === undefined ? readFileSync(join(fixtures, path)) : Buffer.from(text, "base64"));
}
