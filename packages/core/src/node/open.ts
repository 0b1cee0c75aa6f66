import type { JsonObject, StoreOptions } from "../contract/index.ts";
import { MetadataValidationError, NodeTypeValidationError } from "../error/metadata-error.ts";
import { ArrayNotFoundError, ContainsArrayError, GroupNotFoundError, NodeNotFoundError } from "../error/node-error.ts";
import { InvalidArgumentError } from "../error/usage-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { parseV2Group, parseV3Group } from "../metadata/group.ts";
import type { ArrayMetadata, GroupMetadata, ZarrFormat } from "../metadata/model.ts";
import { kindOf, type NodeDocuments, withoutConsolidated } from "../metadata/node-documents.ts";
import { parseV2Consolidated } from "../metadata/v2-consolidated.ts";
import { parseV3Array } from "../metadata/v3-array.ts";
import { documentNames, readDocument } from "./document.ts";
import type { Environment } from "./environment.ts";
import { keyBelow, type Location, normalizePath, placeOf } from "./location.ts";

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
}

/**
 * Looks for metadata at a path: one request for version 3, and only when that misses the version 2 documents,
 * all at once. `undefined` when there is no node.
 */
export async function findDocuments(location: Location, options: FindOptions = {}): Promise<NodeDocuments | undefined> {
  const { zarrFormat, consolidatedName } = options;
  if (zarrFormat !== 2) {
    const document = await readDocument(location, documentNames.v3, options);
    if (document !== undefined) return { zarrFormat: 3, document };
    if (zarrFormat === 3) return undefined;
  }
  const [array, group, attributes, consolidated] = await Promise.all([
    readDocument(location, documentNames.v2Array, options),
    options.arraysOnly === true ? undefined : readDocument(location, documentNames.v2Group, options),
    readDocument(location, documentNames.v2Attributes, options),
    consolidatedName === undefined ? undefined : readDocument(location, consolidatedName, options),
  ]);
  if (array === undefined && group === undefined) return undefined;
  const found: NodeDocuments = { zarrFormat: 2, array, group, attributes: attributes ?? {} };
  if (consolidatedName === undefined || consolidated === undefined) return found;
  return { ...found, consolidated: { name: consolidatedName, document: consolidated } };
}

/** The same, with consolidated metadata as the options want it. */
async function findWithConsolidated(location: Location, options: OpenGroupOptions): Promise<NodeDocuments | undefined> {
  const { useConsolidated } = options;
  if (useConsolidated === false) {
    const found = await findDocuments(location, options);
    return found === undefined ? undefined : withoutConsolidated(found);
  }
  const consolidatedName =
    typeof useConsolidated === "string" ? normalizePath(useConsolidated) : documentNames.v2Consolidated;
  return findDocuments(location, { ...options, consolidatedName });
}

/** What a path holds, read and checked. */
export type NodeMetadata =
  | { readonly kind: "array"; readonly metadata: ArrayMetadata }
  | { readonly kind: "group"; readonly metadata: GroupMetadata };

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
): Promise<ArrayMetadata> {
  const found = await findDocuments(location, { ...options, arraysOnly: true });
  if (found === undefined) {
    throw new ArrayNotFoundError(`No array here${tried(options)}`, placeOf(location));
  }
  if (kindOf(found) === "array") return parseArray(found, location, environment);
  throw new NodeTypeValidationError("Expected an array, found a group", placeOf(location));
}

/** Reads a group. Throws `GroupNotFoundError`, `ContainsArrayError`, `MetadataValidationError`. */
export async function readGroup(
  location: Location,
  environment: Environment,
  options: OpenGroupOptions = {},
): Promise<GroupMetadata> {
  const found = await findWithConsolidated(location, options);
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

async function parseArray(found: NodeDocuments, location: Location, { registry }: Environment): Promise<ArrayMetadata> {
  if (found.zarrFormat === 3) return parseV3Array(found.document, registry, documentPlace(location, documentNames.v3));
  const { parseV2Array } = await import("../metadata/v2-array.ts");
  const { array, attributes } = found;
  return parseV2Array(array as JsonObject, attributes, registry, documentPlace(location, documentNames.v2Array));
}

function parseGroup(found: NodeDocuments, location: Location): GroupMetadata {
  if (found.zarrFormat === 3) return parseV3Group(found.document, documentPlace(location, documentNames.v3));
  const { group, attributes, consolidated: own } = found;
  const consolidated = own && parseV2Consolidated(own.document, own.name, documentPlace(location, own.name));
  return parseV2Group(group as JsonObject, attributes, documentPlace(location, documentNames.v2Group), consolidated);
}

function documentPlace(location: Location, name: string): ErrorPlace {
  return { ...placeOf(location), key: keyBelow(location.path, name) };
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
