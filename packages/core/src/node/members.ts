import type { StoreOptions } from "../contract/index.ts";
import { NodeNotFoundError } from "../error/node-error.ts";
import { InvalidArgumentError } from "../error/usage-error.ts";
import { forEachConcurrently } from "../io/concurrency.ts";
import type { ZarrFormat } from "../metadata/model.ts";
import { requireListable } from "../store/access.ts";
import type { Environment } from "./environment.ts";
import { joinPath, type Location, placeOf, prefixOf } from "./location.ts";
import { type NodeMetadata, readNode } from "./open.ts";

export interface FindMembersOptions extends StoreOptions {
  readonly maxDepth?: number | null | undefined;
}

/** Walks the nodes of one format below a group, level by level, sorted by path in each. Paths are relative to it. */
export async function* findMembers(
  group: Location,
  zarrFormat: ZarrFormat,
  environment: Environment,
  options: FindMembersOptions,
): AsyncGenerator<[path: string, node: NodeMetadata]> {
  const { maxDepth = 0, signal } = options;
  if (maxDepth !== null && !(Number.isInteger(maxDepth) && maxDepth >= 0)) {
    throw new InvalidArgumentError(
      `maxDepth must be an integer from 0, or null, found ${String(maxDepth)}`,
      placeOf(group),
    );
  }
  const { concurrency } = environment.config;
  const store = requireListable(group.store);
  let parents = [""];
  for (let depth = 0; parents.length > 0 && depth <= (maxDepth ?? Number.POSITIVE_INFINITY); depth++) {
    const paths: string[] = [];
    await forEachConcurrently(parents, concurrency, async (parent) => {
      for await (const entry of store.listDir(prefixOf(joinPath(group.path, parent)), { signal })) {
        // Names that start with two underscores are reserved and hold no nodes.
        if (entry.endsWith("/") && !entry.startsWith("__")) paths.push(joinPath(parent, entry.slice(0, -1)));
      }
    });
    const nodes = new Map<string, NodeMetadata>();
    await forEachConcurrently(paths, concurrency, async (path) => {
      const location = { store: group.store, path: joinPath(group.path, path) };
      const node = await memberAt(location, zarrFormat, environment, options);
      if (node !== undefined) nodes.set(path, node);
    });
    const found = paths.filter((path) => nodes.has(path)).sort((a, b) => (a < b ? -1 : 1));
    for (const path of found) yield [path, nodes.get(path) as NodeMetadata];
    parents = found.filter((path) => nodes.get(path)?.kind === "group");
  }
}

/** The node at a place, or `undefined` where there is something else: a stray prefix is no error. */
async function memberAt(
  location: Location,
  zarrFormat: ZarrFormat,
  environment: Environment,
  options: StoreOptions,
): Promise<NodeMetadata | undefined> {
  try {
    return await readNode(location, environment, { ...options, zarrFormat });
  } catch (error) {
    if (error instanceof NodeNotFoundError) return undefined;
    throw error;
  }
}
