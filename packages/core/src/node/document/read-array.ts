import type { JsonObject } from "../../contract/index.ts";
import { NodeTypeValidationError } from "../../error/metadata-error.ts";
import { ArrayNotFoundError } from "../../error/node-error.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import { kindOf, type NodeDocuments } from "../../metadata/node-documents.ts";
import { parseV2Array } from "../../metadata/v2-array.ts";
import { parseV3Array } from "../../metadata/v3-array.ts";
import { documentNames } from "../../store/document-names.ts";
import type { Environment } from "../location/environment.ts";
import { documentPlace, type Location, placeOf } from "../location/location.ts";
import { findDocuments, type OpenOptions, tried } from "./find-documents.ts";
import type { FirstDocument } from "./first-document.ts";

/** Reads an array. Throws `ArrayNotFoundError`, `NodeTypeValidationError` for a group, `MetadataValidationError`. */
export async function readArray(
  location: Location,
  environment: Environment,
  options: OpenOptions = {},
  first?: FirstDocument,
): Promise<ArrayMetadata> {
  const found = await findDocuments(location, { ...options, arraysOnly: true, first });
  if (found === undefined) throw new ArrayNotFoundError(`No array here${tried(options)}`, placeOf(location));
  if (kindOf(found) === "array") return parseArray(found, location, environment);
  throw new NodeTypeValidationError("Expected an array, found a group", placeOf(location));
}

/** Reads the documents of an array, found in whatever way. */
export async function parseArray(
  found: NodeDocuments,
  location: Location,
  { registry }: Environment,
): Promise<ArrayMetadata> {
  if (found.zarrFormat === 3) return parseV3Array(found.document, registry, documentPlace(location, documentNames.v3));
  const { array, attributes } = found;
  return parseV2Array(array as JsonObject, attributes, registry, documentPlace(location, documentNames.v2Array));
}
