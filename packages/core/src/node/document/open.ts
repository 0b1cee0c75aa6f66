import { MetadataValidationError } from "../../error/metadata-error.ts";
import { ContainsArrayError, GroupNotFoundError, NodeNotFoundError } from "../../error/node-error.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import type { GroupMetadata } from "../../metadata/model.ts";
import { type NodeDocuments, withoutConsolidated } from "../../metadata/node-documents.ts";
import { documentNames } from "../../store/document-names.ts";
import type { Environment } from "../location/environment.ts";
import { documentPlace, type Location, placeOf } from "../location/location.ts";
import { normalizePath } from "../location/path.ts";
import { type FindOptions, findDocuments, type OpenGroupOptions, tried } from "./find-documents.ts";
import type { FirstDocument } from "./first-document.ts";
import { type NodeMetadata, parseNode } from "./parse-documents.ts";

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

/** Looks for metadata at a path, with consolidated metadata as the options want it. */
async function findWithConsolidated(
  location: Location,
  options: OpenGroupOptions & Pick<FindOptions, "first">,
): Promise<NodeDocuments | undefined> {
  const { useConsolidated } = options;
  if (useConsolidated === false) {
    const found = await findDocuments(location, options);
    return found === undefined ? undefined : withoutConsolidated(found);
  }
  const consolidatedName =
    typeof useConsolidated === "string" ? normalizePath(useConsolidated) : documentNames.v2Consolidated;
  return findDocuments(location, { ...options, consolidatedName });
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
    documentPlace(location, typeof useConsolidated === "string" ? useConsolidated : name),
  );
}
