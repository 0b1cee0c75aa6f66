import { documentNames } from "../../store/document-names.ts";
import { readValue } from "../../store/read-value.ts";
import { keyBelow, type Location } from "../location/location.ts";
import type { OpenOptions } from "./find-documents.ts";

/** What a place has under the name that is looked for first. */
export interface FirstDocument {
  readonly bytes: Uint8Array | undefined;
}

/**
 * Asks for the document that nearly every node has, ahead of the code that can read it; `undefined` where the options
 * want another one.
 */
export async function firstDocument(
  { store, path }: Location,
  { zarrFormat, signal, priority }: OpenOptions,
): Promise<FirstDocument | undefined> {
  if (zarrFormat === 2) return undefined;
  // Not together with others: what it takes to share would have to load at once.
  return { bytes: await readValue(store, keyBelow(path, documentNames.v3), { signal, priority }) };
}
