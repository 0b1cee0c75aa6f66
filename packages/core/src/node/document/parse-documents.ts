import type { JsonObject } from "../../contract/index.ts";
import { parseV2Group, parseV3Group } from "../../metadata/group.ts";
import type { ArrayMetadata, GroupMetadata } from "../../metadata/model.ts";
import { kindOf, type NodeDocuments } from "../../metadata/node-documents.ts";
import { parseV2Consolidated } from "../../metadata/v2-consolidated.ts";
import { documentNames } from "../../store/document-names.ts";
import type { Environment } from "../location/environment.ts";
import { documentPlace, type Location } from "../location/location.ts";
import { parseArray } from "./read-array.ts";

/** What a path holds, read and checked. */
export type NodeMetadata =
  | { readonly kind: "array"; readonly metadata: ArrayMetadata }
  | { readonly kind: "group"; readonly metadata: GroupMetadata };

/** Reads documents that were found, in whatever way. */
export async function parseNode(
  found: NodeDocuments,
  location: Location,
  environment: Environment,
): Promise<NodeMetadata> {
  return kindOf(found) === "array"
    ? { kind: "array", metadata: await parseArray(found, location, environment) }
    : { kind: "group", metadata: parseGroup(found, location) };
}

/** Reads the documents of a group. */
export function parseGroup(found: NodeDocuments, location: Location): GroupMetadata {
  if (found.zarrFormat === 3) return parseV3Group(found.document, documentPlace(location, documentNames.v3));
  const { group, attributes, consolidated: own } = found;
  const consolidated = own && parseV2Consolidated(own.document, own.name, documentPlace(location, own.name));
  return parseV2Group(group as JsonObject, attributes, documentPlace(location, documentNames.v2Group), consolidated);
}
