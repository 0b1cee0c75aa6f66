import type { JsonObject } from "../contract/index.ts";

/** The documents that describe one node, parsed and not yet checked. */
export type NodeDocuments =
  | { readonly zarrFormat: 3; readonly document: JsonObject }
  | {
      readonly zarrFormat: 2;
      readonly array: JsonObject | undefined;
      readonly group: JsonObject | undefined;
      readonly attributes: JsonObject;
      /** The document of consolidated metadata beside them, where it was read too. */
      readonly consolidated?: { readonly name: string; readonly document: JsonObject } | undefined;
    };

/** What the documents describe; where version 2 has both an array and a group, the array. */
export function kindOf(documents: NodeDocuments): "array" | "group" {
  if (documents.zarrFormat === 2) return documents.array === undefined ? "group" : "array";
  return documents.document["node_type"] === "group" ? "group" : "array";
}

/** The documents without what those of a group say of other nodes. */
export function withoutConsolidated(documents: NodeDocuments): NodeDocuments {
  if (documents.zarrFormat === 2) return { ...documents, consolidated: undefined };
  if (kindOf(documents) === "array" || documents.document["consolidated_metadata"] === undefined) return documents;
  const { consolidated_metadata: _, ...document } = documents.document;
  return { zarrFormat: 3, document };
}
