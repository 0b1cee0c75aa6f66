import {
  documentNames,
  InvalidArgumentError,
  isDocumentKey,
  normalizePath,
  removeValue,
  requireListable,
} from "@zarrkit/core";
import { resolveStore, type StoreLike } from "../store/store-like.ts";

/** What `removeMetadata` takes. */
export interface RemoveMetadataOptions {
  /** Whose documents to remove. */
  readonly zarrFormat: 2 | 3;
  /** Path of the node inside the store. Default: the root. */
  readonly path?: string | undefined;
  /** Remove also where the other version has no document beside it, which makes the node disappear. */
  readonly force?: boolean | undefined;
  /** Check everything, and say what would be done, but delete nothing. */
  readonly dryRun?: boolean | undefined;
  /** Takes a line for each document that is deleted. */
  readonly log?: ((line: string) => void) | undefined;
  /** Ends the work with its reason once aborted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Deletes the metadata documents of one version at a path and below it, and answers how many. Throws
 * `InvalidArgumentError`, before anything is deleted, when a node has no documents of the other version.
 */
export async function removeMetadata(store: StoreLike, options: RemoveMetadataOptions): Promise<number> {
  const { zarrFormat, force = false, dryRun = false, log, signal } = options;
  const resolved = await resolveStore(store, { mode: "r+" });
  const path = normalizePath(options.path ?? "");
  const doomed: string[] = [];
  const nodes = new Map<string, Set<2 | 3>>();
  for await (const key of requireListable(resolved).list(path === "" ? "" : `${path}/`, { signal })) {
    const [parent, name] = splitKey(key);
    const version = versionOf(name);
    if (version === undefined) continue;
    if (version === zarrFormat) doomed.push(key);
    nodes.set(parent, (nodes.get(parent) ?? new Set()).add(version));
  }
  const other = zarrFormat === 2 ? 3 : 2;
  const alone = doomed.filter((key) => !nodes.get(splitKey(key)[0])?.has(other));
  if (!force && alone.length > 0) {
    throw new InvalidArgumentError(
      `Without ${alone.slice(0, 3).join(", ")} nothing would be left of the node; pass force to remove it all the same`,
    );
  }
  for (const key of doomed) {
    log?.(`${dryRun ? "would delete" : "delete"} ${key}`);
    if (!dryRun) await removeValue(resolved, key, { signal });
  }
  return doomed.length;
}

function splitKey(key: string): [parent: string, name: string] {
  const slash = key.lastIndexOf("/");
  return [key.slice(0, Math.max(slash, 0)), key.slice(slash + 1)];
}

function versionOf(name: string): 2 | 3 | undefined {
  if (name === documentNames.v3) return 3;
  return isDocumentKey(name) ? 2 : undefined;
}
