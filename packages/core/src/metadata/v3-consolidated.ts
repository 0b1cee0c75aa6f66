import type { JsonObject, JsonValue } from "../contract/index.ts";
import { MetadataValidationError } from "../error/metadata-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { isJsonObject } from "../json/json-object.ts";
import { abbreviate, invalid } from "./check.ts";
import { ConsolidatedMetadata, isMemberPath } from "./consolidated.ts";
import type { NodeDocuments } from "./node-documents.ts";

/**
 * Reads the `consolidated_metadata` of a group's `zarr.json`: documents of all nodes below it by relative path, in any
 * order. The documents are checked when they are used. `undefined` for `null`, which early writers stored.
 *
 * Source: zarr v3 core, "Consolidated metadata" as zarr-python writes it.
 */
export function parseV3Consolidated(
  value: JsonValue | undefined,
  source: string,
  place: ErrorPlace,
): ConsolidatedMetadata | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isJsonObject(value)) return invalid("consolidated_metadata", "an object", value, place);
  const { kind, metadata } = value;
  if (kind !== "inline") {
    throw new MetadataValidationError(
      `Consolidated metadata of kind ${abbreviate(kind)} is not known; useConsolidated: false ignores it`,
      place,
    );
  }
  if (!isJsonObject(metadata)) return invalid("consolidated_metadata.metadata", "an object", metadata, place);
  const nodes: [string, NodeDocuments][] = [];
  for (const [path, document] of Object.entries(metadata)) {
    if (!isMemberPath(path, place)) continue;
    if (!isJsonObject(document)) invalid(`consolidated_metadata.metadata.${path}`, "an object", document, place);
    nodes.push([path, { zarrFormat: 3, document: document as JsonObject }]);
  }
  return ConsolidatedMetadata.of(source, nodes);
}

/** The `consolidated_metadata` to store. */
export function formatV3Consolidated(consolidated: ConsolidatedMetadata): JsonObject {
  const nodes = consolidated
    .entries()
    .flatMap(([path, found]): [string, JsonObject][] =>
      found.zarrFormat === 3 ? [[path, memberDocument(found.document)]] : [],
    );
  return block(Object.fromEntries(nodes));
}

/** A group's document with a block of consolidated metadata in it, members in the order of zarr-python. */
export function withConsolidated(document: JsonObject, consolidated: JsonObject): JsonObject {
  const { attributes = {}, zarr_format = 3, node_type = "group", consolidated_metadata: _, ...extra } = document;
  return { attributes, zarr_format, consolidated_metadata: consolidated, node_type, ...extra };
}

/** Groups among the members say that their own block is empty: what lies below them is listed with the others. */
function memberDocument(document: JsonObject): JsonObject {
  return document["node_type"] === "group" ? withConsolidated(document, block({})) : document;
}

function block(metadata: JsonObject): JsonObject {
  return { kind: "inline", must_understand: false, metadata };
}
