import type { JsonObject, StoreOptions } from "../../contract/index.ts";
import { ConflictError } from "../../error/data-error.ts";
import { ContainsArrayAndGroupError, ContainsArrayError, ContainsGroupError } from "../../error/node-error.ts";
import { deleteBelow } from "../../io/coordination/delete-below.ts";
import { emptyGroup } from "../../metadata/group.ts";
import type { ZarrFormat } from "../../metadata/model.ts";
import { kindOf, type NodeDocuments } from "../../metadata/node-documents.ts";
import { requireWritable } from "../../store/access.ts";
import { type Location, placeOf, prefixOf } from "../location/location.ts";
import { ancestorsOf, checkNodeNames } from "../location/path.ts";
import { findDocuments, type OpenOptions } from "./find-documents.ts";
import { documentValues, groupDocuments, storeNode } from "./write-metadata.ts";

export interface PrepareOptions extends StoreOptions {
  readonly zarrFormat: ZarrFormat;
  /** Delete whatever lies at the path and below it. */
  readonly overwrite: boolean;
}

/**
 * Makes a place ready for a new node: refuses when a node of the same format is there (or deletes it), and writes
 * the groups above that are missing. Throws a `Contains…Error` before anything is changed.
 */
export async function prepareLocation(location: Location, options: PrepareOptions): Promise<void> {
  const { store, path } = location;
  checkNodeNames(path);
  if (!options.overwrite) await requireVacant(location, options);
  requireWritable(store);
  const missing = await missingAncestors(location, options);
  if (options.overwrite) await deleteBelow(store, prefixOf(path), options);
  for (const ancestor of missing) {
    const { zarrFormat, signal } = options;
    const above = { store, path: ancestor };
    const values = documentValues(above, groupDocuments(emptyGroup(zarrFormat, {})));
    // One that somebody else has created meanwhile stays.
    if (!(await storeNode(store, values, { overwrite: false, signal }))) await missingAncestors(location, options);
  }
}

/**
 * Creates a node of documents, given in the order of {@link arrayDocuments}. Of several who do so at one place at the
 * same time, without `overwrite`, one succeeds.
 *
 * Throws a `Contains…Error` when a node of the same format is in the way, and `MetadataValidationError` for documents that
 * JSON cannot hold; nothing is changed then.
 */
export async function createNode(
  location: Location,
  documents: readonly [name: string, document: JsonObject][],
  options: PrepareOptions,
): Promise<void> {
  const values = documentValues(location, documents);
  await prepareLocation(location, options);
  if (!(await storeNode(location.store, values, options))) await refuseLater(location, options);
}

/** Throws for a node that somebody else has created since the place was found vacant. */
export async function refuseLater(location: Location, options: PrepareOptions): Promise<never> {
  await requireVacant(location, options);
  throw new ConflictError("Others create and delete nodes here at the same time; try again", placeOf(location));
}

/** Throws when a node of that format is there. */
export async function requireVacant(location: Location, options: PrepareOptions): Promise<void> {
  const found = await findDocuments(location, options);
  if (found !== undefined) refuseOccupied(found, location, "pass overwrite: true to replace it");
}

/** Throws for a node in the way. */
export function refuseOccupied(found: NodeDocuments, location: Location, hint: string): never {
  const place = placeOf(location);
  if (found.zarrFormat === 2 && found.array !== undefined && found.group !== undefined) {
    throw new ContainsArrayAndGroupError(`An array and a group are here already; ${hint}`, place);
  }
  if (kindOf(found) === "array") throw new ContainsArrayError(`An array is here already; ${hint}`, place);
  throw new ContainsGroupError(`A group is here already; ${hint}`, place);
}

/** The paths above a place where a group is missing. Throws a `ContainsArrayError` where an array is. */
export async function missingAncestors({ store, path }: Location, options: OpenOptions): Promise<string[]> {
  const ancestors = ancestorsOf(path);
  const found = await Promise.all(ancestors.map((ancestor) => findDocuments({ store, path: ancestor }, options)));
  return ancestors.filter((ancestor, index) => isMissingGroup(found[index], { store, path: ancestor }));
}

/** Whether a group has to be made for nodes to come. Throws a `ContainsArrayError` where an array is. */
export function isMissingGroup(found: NodeDocuments | undefined, location: Location): boolean {
  if (found === undefined) return true;
  if (kindOf(found) === "group") return false;
  throw new ContainsArrayError("An array cannot hold other nodes", placeOf(location));
}
