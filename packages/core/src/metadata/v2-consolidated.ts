import type { JsonObject } from "../contract/index.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { isJsonObject } from "../json/json-object.ts";
import { invalid } from "./check.ts";
import { ConsolidatedMetadata, isMemberPath } from "./consolidated.ts";
import type { NodeDocuments } from "./node-documents.ts";

type V2Documents = Extract<NodeDocuments, { zarrFormat: 2 }>;

/**
 * Reads a `.zmetadata` document: the `.zarray`, `.zgroup` and `.zattrs` of all nodes by key. Those of the group itself
 * are left out, since they were read beside it.
 *
 * Source: zarr-python, consolidated metadata of version 2.
 */
export function parseV2Consolidated(document: JsonObject, source: string, place: ErrorPlace): ConsolidatedMetadata {
  const { metadata, zarr_consolidated_format: format = 1 } = document;
  if (format !== 1) return invalid("zarr_consolidated_format", "the integer 1", format, place);
  if (!isJsonObject(metadata)) return invalid("metadata", "an object", metadata, place);
  const nodes = new Map<string, V2Documents>();
  for (const [key, value] of Object.entries(metadata)) {
    const slash = key.lastIndexOf("/");
    const name = key.slice(slash + 1);
    if (name !== ".zarray" && name !== ".zgroup" && name !== ".zattrs") {
      return invalid("metadata", "keys that end in .zarray, .zgroup or .zattrs", key, place);
    }
    if (!isJsonObject(value)) return invalid(`metadata.${key}`, "an object", value, place);
    const path = key.slice(0, Math.max(slash, 0));
    if (slash === -1 || !isMemberPath(path, place)) continue;
    const node = nodes.get(path) ?? { zarrFormat: 2, array: undefined, group: undefined, attributes: {} };
    const member =
      name === ".zarray" ? { array: value } : name === ".zgroup" ? { group: value } : { attributes: value };
    nodes.set(path, { ...node, ...member });
  }
  // Attributes alone make no node; writers collect every document that lies about.
  const isNode = ([, { array, group }]: [string, V2Documents]): boolean => array !== undefined || group !== undefined;
  return ConsolidatedMetadata.of(source, [...nodes].filter(isNode));
}

/** The `.zmetadata` to store, keys in the order of zarr-python. */
export function formatV2Consolidated(
  group: { readonly group: JsonObject; readonly attributes: JsonObject },
  consolidated: ConsolidatedMetadata,
): JsonObject {
  const documents: [key: string, document: JsonObject][] = [
    [".zgroup", group.group],
    [".zattrs", group.attributes],
  ];
  for (const [path, found] of consolidated.entries()) {
    if (found.zarrFormat !== 2) continue;
    documents.push([`${path}/.zattrs`, found.attributes]);
    if (found.array === undefined) documents.push([`${path}/.zgroup`, memberGroup]);
    else documents.push([`${path}/.zarray`, found.array]);
  }
  return { metadata: Object.fromEntries(documents), zarr_consolidated_format: 1 };
}

/** A group among the members as zarr-python writes it, with a member that no reader of version 2 knows. */
const memberGroup: JsonObject = {
  zarr_format: 2,
  consolidated_metadata: { metadata: {}, must_understand: false, kind: "inline" },
};
