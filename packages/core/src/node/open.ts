import type { JsonObject, StoreOptions } from "../contract/index.ts";
import { NodeTypeValidationError } from "../error/metadata-error.ts";
import { ArrayNotFoundError, ContainsArrayError, GroupNotFoundError, NodeNotFoundError } from "../error/node-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { parseV2Group, parseV3Group } from "../metadata/group.ts";
import type { ArrayMetadata, GroupMetadata, ZarrFormat } from "../metadata/model.ts";
import { parseV2Array } from "../metadata/v2-array.ts";
import { parseV3Array } from "../metadata/v3-array.ts";
import { documentNames, readDocument } from "./document.ts";
import type { Environment } from "./environment.ts";
import { keyBelow, type Location, placeOf } from "./location.ts";

export interface OpenOptions extends StoreOptions {
  /** Which version to look for; both when left out, version 3 first. */
  readonly zarrFormat?: ZarrFormat | undefined;
}

/** The documents found at a path. */
export type FoundDocuments =
  | { readonly zarrFormat: 3; readonly document: JsonObject }
  | {
      readonly zarrFormat: 2;
      readonly array: JsonObject | undefined;
      readonly group: JsonObject | undefined;
      readonly attributes: JsonObject;
    };

/**
 * Looks for metadata at a path: one request for version 3, and only when that misses the version 2 documents,
 * all at once. `undefined` when there is no node.
 */
export async function findDocuments(
  location: Location,
  options: OpenOptions & { readonly arraysOnly?: boolean } = {},
): Promise<FoundDocuments | undefined> {
  const { zarrFormat } = options;
  if (zarrFormat !== 2) {
    const document = await readDocument(location, documentNames.v3, options);
    if (document !== undefined) return { zarrFormat: 3, document };
    if (zarrFormat === 3) return undefined;
  }
  const [array, group, attributes] = await Promise.all([
    readDocument(location, documentNames.v2Array, options),
    options.arraysOnly === true ? undefined : readDocument(location, documentNames.v2Group, options),
    readDocument(location, documentNames.v2Attributes, options),
  ]);
  if (array === undefined && group === undefined) return undefined;
  return { zarrFormat: 2, array, group, attributes: attributes ?? {} };
}

/** What a path holds, read and checked. */
export type NodeMetadata =
  | { readonly kind: "array"; readonly metadata: ArrayMetadata }
  | { readonly kind: "group"; readonly metadata: GroupMetadata };

/** Reads whichever node is at a path. Throws a {@link NodeNotFoundError} that lists the keys tried. */
export async function readNode(
  location: Location,
  environment: Environment,
  options: OpenOptions = {},
): Promise<NodeMetadata> {
  const found = await findDocuments(location, options);
  if (found === undefined) throw new NodeNotFoundError(`No array or group here${tried(options)}`, placeOf(location));
  return parseNode(found, location, environment);
}

/** Reads an array. Throws `ArrayNotFoundError`, `NodeTypeValidationError` for a group, `MetadataValidationError`. */
export async function readArray(
  location: Location,
  environment: Environment,
  options: OpenOptions = {},
): Promise<ArrayMetadata> {
  const found = await findDocuments(location, { ...options, arraysOnly: true });
  if (found === undefined) {
    throw new ArrayNotFoundError(`No array here${tried(options)}`, placeOf(location));
  }
  const node = await parseNode(found, location, environment);
  if (node.kind === "array") return node.metadata;
  throw new NodeTypeValidationError("Expected an array, found a group", placeOf(location));
}

/** Reads a group. Throws `GroupNotFoundError`, `ContainsArrayError`, `MetadataValidationError`. */
export async function readGroup(
  location: Location,
  environment: Environment,
  options: OpenOptions = {},
): Promise<GroupMetadata> {
  const found = await findDocuments(location, options);
  const place = placeOf(location);
  if (found === undefined) throw new GroupNotFoundError(`No group here${tried(options)}`, place);
  if (found.zarrFormat === 2) {
    if (found.group !== undefined) return parseV2Group(found.group, found.attributes, place);
    if (options.zarrFormat === 2) throw new ContainsArrayError("Expected a group, found an array", place);
    throw new GroupNotFoundError(`No group here${tried(options)}`, place);
  }
  const node = await parseNode(found, location, environment);
  if (node.kind === "group") return node.metadata;
  throw new ContainsArrayError("Expected a group, found an array", place);
}

/** Reads documents that were found, in whatever way. */
export async function parseNode(
  found: FoundDocuments,
  location: Location,
  { registry }: Environment,
): Promise<NodeMetadata> {
  const documentPlace = (name: string): ErrorPlace => ({ ...placeOf(location), key: keyBelow(location.path, name) });
  if (found.zarrFormat === 2) {
    const { array, group, attributes } = found;
    if (array === undefined) {
      const metadata = parseV2Group(group as JsonObject, attributes, documentPlace(documentNames.v2Group));
      return { kind: "group", metadata };
    }
    const metadata = await parseV2Array(array, attributes, registry, documentPlace(documentNames.v2Array));
    return { kind: "array", metadata };
  }
  const { document } = found;
  const place = documentPlace(documentNames.v3);
  if (document["node_type"] === "group") return { kind: "group", metadata: parseV3Group(document, place) };
  return { kind: "array", metadata: await parseV3Array(document, registry, place) };
}

function tried({ zarrFormat }: OpenOptions): string {
  const names = [
    ...(zarrFormat === 2 ? [] : [documentNames.v3]),
    ...(zarrFormat === 3 ? [] : [documentNames.v2Array, documentNames.v2Group]),
  ];
  return `; looked for ${names.join(", ")}`;
}
