import type { StoreOptions } from "../../contract/index.ts";
import type { ZarrFormat } from "../../metadata/model.ts";
import type { NodeDocuments } from "../../metadata/node-documents.ts";
import { documentNames } from "../../store/document-names.ts";
import type { Location } from "../location/location.ts";
import { parseDocument, readDocumentTogether } from "./document.ts";
import type { FirstDocument } from "./first-document.ts";

export interface OpenOptions extends StoreOptions {
  /** Which version to look for; both when left out, version 3 first. */
  readonly zarrFormat?: ZarrFormat | undefined;
}

export interface OpenGroupOptions extends OpenOptions {
  /**
   * Whether one document that describes all nodes below is believed: left out, where there is one; `true`, required;
   * `false`, ignored; a string, required, and in version 2 the document of that name instead of `.zmetadata`.
   */
  readonly useConsolidated?: boolean | string | undefined;
}

export interface FindOptions extends OpenOptions {
  /** Look for arrays only, which spares a request in version 2. */
  readonly arraysOnly?: boolean;
  /** Version 2: the document of consolidated metadata to read with the others. */
  readonly consolidatedName?: string | undefined;
  /** What was asked for already. */
  readonly first?: FirstDocument | undefined;
}

/**
 * Looks for metadata at a path: one request for version 3, and only when that misses the version 2 documents,
 * all at once. `undefined` when there is no node.
 */
export async function findDocuments(location: Location, options: FindOptions = {}): Promise<NodeDocuments | undefined> {
  const { zarrFormat, consolidatedName, first } = options;
  if (zarrFormat !== 2) {
    const { v3 } = documentNames;
    const document = await (first === undefined
      ? readDocumentTogether(location, v3, options)
      : parseDocument(first.bytes, location, v3));
    if (document !== undefined) return { zarrFormat: 3, document };
    if (zarrFormat === 3) return undefined;
  }
  const [array, group, attributes, consolidated] = await Promise.all([
    readDocumentTogether(location, documentNames.v2Array, options),
    options.arraysOnly === true ? undefined : readDocumentTogether(location, documentNames.v2Group, options),
    readDocumentTogether(location, documentNames.v2Attributes, options),
    consolidatedName === undefined ? undefined : readDocumentTogether(location, consolidatedName, options),
  ]);
  if (array === undefined && group === undefined) return undefined;
  const found: NodeDocuments = { zarrFormat: 2, array, group, attributes: attributes ?? {} };
  if (consolidatedName === undefined || consolidated === undefined) return found;
  return { ...found, consolidated: { name: consolidatedName, document: consolidated } };
}

/** Which documents were looked for, for messages. */
export function tried({ zarrFormat }: OpenOptions): string {
  const names = [
    ...(zarrFormat === 2 ? [] : [documentNames.v3]),
    ...(zarrFormat === 3 ? [] : [documentNames.v2Array, documentNames.v2Group]),
  ];
  return `; looked for ${names.join(", ")}`;
}
