import type { StoreOptions } from "../contract/index.ts";
import { ContainsArrayAndGroupError, ContainsArrayError, ContainsGroupError } from "../error/node-error.ts";
import { emptyGroup } from "../metadata/group.ts";
import type { ZarrFormat } from "../metadata/model.ts";
import { deletePrefix, requireWritable } from "../store/access.ts";
import { ancestorsOf, checkNodeNames, type Location, placeOf, prefixOf } from "./location.ts";
import { findDocuments } from "./open.ts";
import { writeGroupMetadata } from "./write-metadata.ts";

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
  requireWritable(store);
  checkNodeNames(path);
  const missing = await missingAncestors(location, options);
  if (options.overwrite) await deletePrefix(store, prefixOf(path), options);
  else await requireVacant(location, options);
  for (const ancestor of missing) {
    await writeGroupMetadata({ store, path: ancestor }, emptyGroup(options.zarrFormat, {}), options);
  }
}

/** Throws when a node of that format is there. */
export async function requireVacant(location: Location, options: PrepareOptions): Promise<void> {
  const found = await findDocuments(location, options);
  if (found === undefined) return;
  const place = placeOf(location);
  const hint = "pass overwrite: true to replace it";
  if (found.zarrFormat === 2 && found.array !== undefined && found.group !== undefined) {
    throw new ContainsArrayAndGroupError(`An array and a group are here already; ${hint}`, place);
  }
  const isArray = found.zarrFormat === 2 ? found.array !== undefined : found.document["node_type"] === "array";
  if (isArray) throw new ContainsArrayError(`An array is here already; ${hint}`, place);
  throw new ContainsGroupError(`A group is here already; ${hint}`, place);
}

async function missingAncestors({ store, path }: Location, options: PrepareOptions): Promise<string[]> {
  const ancestors = ancestorsOf(path);
  const found = await Promise.all(ancestors.map((ancestor) => findDocuments({ store, path: ancestor }, options)));
  return ancestors.filter((ancestor, index) => {
    const documents = found[index];
    if (documents === undefined) return true;
    const isArray =
      documents.zarrFormat === 2 ? documents.array !== undefined : documents.document["node_type"] === "array";
    if (isArray) throw new ContainsArrayError("An array cannot hold other nodes", placeOf({ store, path: ancestor }));
    return false;
  });
}
