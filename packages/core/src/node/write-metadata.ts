import type { JsonObject, StoreOptions, WriteOptions } from "../contract/index.ts";
import { documentNames } from "../metadata/document-names.ts";
import { formatV3Group } from "../metadata/group.ts";
import type { ArrayMetadata, GroupMetadata } from "../metadata/model.ts";
import type { Location } from "./location.ts";
import { encodeDocument, writeDocument } from "./write-document.ts";

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

/** Throws for documents that cannot be written, so that nothing is deleted or created for their sake. */
export function checkDocuments(location: Location, documents: readonly [name: string, document: JsonObject][]): void {
  for (const [name, document] of documents) encodeDocument(location, name, document);
}

export async function writeArrayMetadata(
  location: Location,
  metadata: ArrayMetadata,
  options: StoreOptions = {},
): Promise<void> {
  for (const [name, document] of arrayDocuments(metadata)) await writeDocument(location, name, document, options);
}

export async function writeGroupMetadata(
  location: Location,
  metadata: GroupMetadata,
  options: WriteOptions = {},
): Promise<void> {
  for (const [name, document] of groupDocuments(metadata)) await writeDocument(location, name, document, options);
}
