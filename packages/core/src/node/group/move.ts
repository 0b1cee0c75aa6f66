import type { StoreOptions } from "../../contract/index.ts";
import { FileExistsError, NodeNotFoundError } from "../../error/node-error.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import { forEachConcurrently } from "../../io/concurrency/concurrency.ts";
import { copyValue } from "../../io/coordination/copy-value.ts";
import { deleteBelow } from "../../io/coordination/delete-below.ts";
import { removeValue } from "../../io/coordination/put-value.ts";
import type { ConsolidatedMetadata } from "../../metadata/consolidated.ts";
import type { GroupMetadata } from "../../metadata/model.ts";
import type { NodeDocuments } from "../../metadata/node-documents.ts";
import { isEmptyPrefix, requireListable } from "../../store/access.ts";
import { documentNames } from "../../store/document-names.ts";
import { changeConsolidated } from "../document/consolidated.ts";
import { findDocuments } from "../document/find-documents.ts";
import { prepareLocation } from "../document/prepare.ts";
import type { Environment } from "../location/environment.ts";
import { keyBelow, type Location, placeOf, prefixOf } from "../location/location.ts";
import { ancestorsOf, joinPath } from "../location/path.ts";

/**
 * Gives a node below a group another path below it, with everything that lies below: values are copied, then the old
 * ones deleted. The documents that make it a node are copied last and deleted first, so that it is never at neither
 * place, and never at one without its values.
 *
 * Throws `NodeNotFoundError`, a `Contains…Error` or `FileExistsError` for something in the way, `InvalidArgumentError`.
 */
export async function moveNode(
  group: Location,
  { zarrFormat, consolidated }: GroupMetadata,
  from: string,
  to: string,
  environment: Environment,
  options: StoreOptions,
): Promise<void> {
  const { store } = group;
  const source = { store, path: joinPath(group.path, from) };
  const target = { store, path: joinPath(group.path, to) };
  if (from === "") throw new InvalidArgumentError("A group cannot move itself", placeOf(group));
  if (to.startsWith(`${from}/`)) throw new InvalidArgumentError("A node cannot move into itself", placeOf(source));
  if ((await findDocuments(source, { ...options, zarrFormat })) === undefined) {
    throw new NodeNotFoundError("No array or group here to move", placeOf(source));
  }
  await prepareLocation(target, { ...options, zarrFormat, overwrite: false });
  if (!(await isEmptyPrefix(store, prefixOf(target.path), options))) {
    throw new FileExistsError("Something that is no node is where the node should go", placeOf(target));
  }
  await copyBelow(source, target, environment, options);
  for (const name of Object.values(documentNames)) await removeValue(store, keyBelow(source.path, name), options);
  await deleteBelow(store, prefixOf(source.path), options);
  if (consolidated === undefined) return;
  const parents = await missingParents(group, consolidated, to, zarrFormat, options);
  const change = (known: ConsolidatedMetadata): void => {
    for (const [path, documents] of parents) known.set(path, documents);
    known.move(from, to);
  };
  const { synchronizer } = environment.config;
  await changeConsolidated(group, consolidated, change, { ...options, synchronizer });
}

async function copyBelow(
  { store, path }: Location,
  target: Location,
  { config }: Environment,
  options: StoreOptions,
): Promise<void> {
  const prefix = prefixOf(path);
  const names: string[] = [];
  for await (const key of requireListable(store).list(prefix, options)) names.push(key.slice(prefix.length));
  const copy = async (name: string): Promise<void> => {
    await copyValue(store, keyBelow(path, name), store, keyBelow(target.path, name), options);
  };
  const own: readonly string[] = Object.values(documentNames);
  await forEachConcurrently(
    names.filter((name) => !own.includes(name)),
    config.concurrency,
    copy,
  );
  await forEachConcurrently(
    names.filter((name) => own.includes(name)),
    config.concurrency,
    copy,
  );
}

/** The groups above a place of which consolidated metadata does not know: those made just now, or since it was written. */
async function missingParents(
  group: Location,
  consolidated: ConsolidatedMetadata,
  to: string,
  zarrFormat: 2 | 3,
  options: StoreOptions,
): Promise<[path: string, documents: NodeDocuments][]> {
  const missing = ancestorsOf(to).filter((path) => path !== "" && consolidated.get(path) === undefined);
  const found: [string, NodeDocuments][] = [];
  for (const path of missing) {
    const location = { store: group.store, path: joinPath(group.path, path) };
    const documents = await findDocuments(location, { ...options, zarrFormat });
    if (documents !== undefined) found.push([path, documents]);
  }
  return found;
}
