import { MetadataValidationError, NodeTypeValidationError } from "../error/metadata-error.ts";
import { ArrayNotFoundError, ContainsArrayError, GroupNotFoundError, NodeNotFoundError } from "../error/node-error.ts";
import { InvalidArgumentError } from "../error/usage-error.ts";
import type { ArrayMetadata, GroupMetadata } from "../metadata/model.ts";
import { kindOf } from "../metadata/node-documents.ts";
import { documentNames } from "../store/document-names.ts";
import type { Environment } from "./environment.ts";
import { findDocuments, findWithConsolidated, type OpenGroupOptions, type OpenOptions } from "./find-documents.ts";
import type { FirstDocument } from "./first-document.ts";
import { keyBelow, type Location, placeOf } from "./location.ts";
import { type NodeMetadata, parseArray, parseNode } from "./parse-documents.ts";

/** Reads whichever node is at a path. Throws a {@link NodeNotFoundError} that lists the keys tried. */
export async function readNode(
  location: Location,
  environment: Environment,
  options: OpenGroupOptions = {},
): Promise<NodeMetadata> {
  const found = await findWithConsolidated(location, options);
  if (found === undefined) throw new NodeNotFoundError(`No array or group here${tried(options)}`, placeOf(location));
  const node = await parseNode(found, location, environment);
  if (node.kind === "group") checkConsolidated(node.metadata, options, location);
  return node;
}

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

/** Reads a group. Throws `GroupNotFoundError`, `ContainsArrayError`, `MetadataValidationError`. */
export async function readGroup(
  location: Location,
  environment: Environment,
  options: OpenGroupOptions = {},
  first?: FirstDocument,
): Promise<GroupMetadata> {
  const found = await findWithConsolidated(location, { ...options, first });
  const place = placeOf(location);
  if (found === undefined || (found.zarrFormat === 2 && found.group === undefined)) {
    throw new GroupNotFoundError(`No group here${tried(options)}`, place);
  }
  // Of an array and a group in one place, the group is meant.
  const documents = found.zarrFormat === 2 ? { ...found, array: undefined } : found;
  const node = await parseNode(documents, location, environment);
  if (node.kind === "array") throw new ContainsArrayError("Expected a group, found an array", place);
  checkConsolidated(node.metadata, options, location);
  return node.metadata;
}

function checkConsolidated(
  { zarrFormat, consolidated }: GroupMetadata,
  { useConsolidated }: OpenGroupOptions,
  location: Location,
): void {
  if (zarrFormat === 3 && typeof useConsolidated === "string") {
    throw new InvalidArgumentError(
      `useConsolidated names a document of version 2, found ${JSON.stringify(useConsolidated)} for a group of version 3`,
      placeOf(location),
    );
  }
  if (consolidated !== undefined || useConsolidated === undefined || useConsolidated === false) return;
  const name = zarrFormat === 3 ? documentNames.v3 : documentNames.v2Consolidated;
  throw new MetadataValidationError(
    "useConsolidated asks for consolidated metadata, and there is none; consolidateMetadata() writes it",
    {
      ...placeOf(location),
      key: keyBelow(location.path, typeof useConsolidated === "string" ? useConsolidated : name),
    },
  );
}

function tried({ zarrFormat }: OpenOptions): string {
  const names = [
    ...(zarrFormat === 2 ? [] : [documentNames.v3]),
    ...(zarrFormat === 3 ? [] : [documentNames.v2Array, documentNames.v2Group]),
  ];
  return `; looked for ${names.join(", ")}`;
}
