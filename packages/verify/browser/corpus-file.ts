import { commands } from "vitest/browser";

const files: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries(await commands.readCorpus()).map(([path, base64]) => [
    path,
    Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
  ]),
);

/** A file of the corpus, by its path in the manifest; the same as in Node. */
export function corpusFile(path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`the corpus has no file ${path}`);
  return bytes;
}

/** The files below a folder of the corpus, by their paths in it. */
export function corpusFolder(folder: string): Map<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>();
  for (const [path, bytes] of files) {
    if (path.startsWith(`${folder}/`)) entries.set(path.slice(folder.length + 1), bytes.slice());
  }
  return entries;
}
