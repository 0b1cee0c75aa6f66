import type { JsonObject, Store, StoreKey, StoreOptions } from "../../contract/index.ts";
import { putValue } from "../../io/coordination/put-value.ts";
import { formatV3Group } from "../../metadata/group.ts";
import type { ArrayMetadata, GroupMetadata } from "../../metadata/model.ts";
import { documentNames } from "../../store/document-names.ts";
import { keyBelow, type Location } from "../location/location.ts";
import { encodeDocument } from "./write-document.ts";

/** The documents of an array by name, the one that makes it a node last. */
export function arrayDocuments(metadata: ArrayMetadata): [name: string, document: JsonObject][] {
  if (metadata.zarrFormat === 3) return [[documentNames.v3, metadata.format(metadata)]];
  return [
    [documentNames.v2Attributes, metadata.attributes],
    [documentNames.v2Array, metadata.format(metadata)],
  ];
}

/** The documents of a group by name, the one that makes it a node last. */
export function groupDocuments(metadata: GroupMetadata): [name: string, document: JsonObject][] {
  if (metadata.zarrFormat === 3) return [[documentNames.v3, formatV3Group(metadata)]];
  return [
    [documentNames.v2Attributes, metadata.attributes],
    [documentNames.v2Group, { zarr_format: 2 }],
  ];
}

/** The values to store for documents. Throws for what JSON cannot hold, so that nothing is changed for its sake. */
export function documentValues(
  location: Location,
  documents: readonly [name: string, document: JsonObject][],
): [key: StoreKey, value: Uint8Array][] {
  return documents.map(([name, document]) => [keyBelow(location.path, name), encodeDocument(location, name, document)]);
}

/**
 * Stores the documents of a node, given in the order of {@link arrayDocuments}. Of several who create a node at one place
 * one succeeds; the others are answered `false` and have written nothing. With `overwrite`, the last one stays.
 */
export async function storeNode(
  store: Store,
  values: readonly [key: StoreKey, value: Uint8Array][],
  { overwrite, signal }: StoreOptions & { readonly overwrite: boolean },
): Promise<boolean> {
  if (overwrite) {
    for (const [key, value] of values) await putValue(store, key, value, { signal });
    return true;
  }
  // Whoever creates the document that makes it a node may write the others.
  const [first, ...others] = values.toReversed() as [[StoreKey, Uint8Array], ...[StoreKey, Uint8Array][]];
  if (!(await putValue(store, ...first, { signal, ifVersion: null }))) return false;
  for (const [key, value] of others) await putValue(store, key, value, { signal });
  return true;
}
