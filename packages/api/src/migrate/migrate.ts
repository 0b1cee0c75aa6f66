import {
  type Environment,
  InvalidArgumentError,
  type JsonObject,
  joinPath,
  type Location,
  normalizePath,
  openNode,
  type Store,
  ZarrArray,
  ZarrGroup,
  type ZarrNode,
} from "@zarrkit/core";
import { MemoryStore } from "@zarrkit/store-memory";
import { type CommonOptions, environmentOf, hasCode } from "../context.ts";
import type { OnProgress } from "../copy/copy-region.ts";
import { resolveStore, type StoreLike } from "../store/store-like.ts";
import { removeMetadata } from "./remove-metadata.ts";
import { v3CodecsOf } from "./v3-codec.ts";

export interface MigrateOptions extends CommonOptions {
  /** Where to write the version 3 documents; in place when left out. Chunks stay where they are. */
  readonly output?: StoreLike;
  /** Delete version 3 documents that are there first. */
  readonly overwrite?: boolean | undefined;
  /** With `overwrite`: delete them also where no version 2 document stands beside. */
  readonly force?: boolean | undefined;
  /** Delete the version 2 documents afterwards. In place only: chunks stay with the version 2 documents. */
  readonly removeV2Metadata?: boolean | undefined;
  /** Check everything, and say what would be done, but write nothing. */
  readonly dryRun?: boolean | undefined;
  /** Takes a line for each document that is written or deleted. */
  readonly log?: ((line: string) => void) | undefined;
  /** Hears how far the work is. */
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Writes version 3 documents for a version 2 hierarchy. No chunk is moved or changed: the arrays keep their chunk keys
 * and codecs in version 3's words. Answers how many nodes were migrated.
 *
 * Everything is worked out before anything is written. Throws `NodeNotFoundError` when there is no node,
 * `InvalidArgumentError` when it is in version 3 only,
 * `ContainsArrayError` or `ContainsGroupError` for version 3 documents in the way, `MetadataValidationError` for what
 * version 3 cannot say.
 */
export async function migrate(store: StoreLike, options: MigrateOptions = {}): Promise<number> {
  const {
    overwrite = false,
    force = false,
    removeV2Metadata = false,
    dryRun = false,
    log,
    onProgress,
    signal,
  } = options;
  if (removeV2Metadata && options.output !== undefined) {
    throw new InvalidArgumentError("removeV2Metadata works in place; with an output, the chunks stay with version 2");
  }
  const source = await resolveStore(store, { mode: "r+" });
  const target = options.output === undefined ? source : await resolveStore(options.output, { mode: "a" });
  const path = normalizePath(options.path ?? "");
  const environment = environmentOf(options);
  const nodes = await v2Nodes({ store: source, path }, environment, signal);
  // A rehearsal in memory finds what cannot be migrated while nothing has been written.
  const rehearsal = new MemoryStore();
  for (const [below, node] of nodes) await writeV3(node, rehearsal, joinPath(path, below), environment, signal);
  if (!dryRun && overwrite) await removeMetadata(target, { ...options, zarrFormat: 3, force });
  for (const [done, [below, node]] of nodes.entries()) {
    const place = joinPath(path, below);
    log?.(`${dryRun ? "would write" : "write"} /${joinPath(place, "zarr.json")}`);
    if (!dryRun) await writeV3(node, target, place, environment, signal);
    onProgress?.({ done: done + 1, total: nodes.length });
  }
  // In a dry run the version 3 documents that would take over are not there.
  if (removeV2Metadata) await removeMetadata(source, { ...options, zarrFormat: 2, force: dryRun });
  return nodes.length;
}

async function v2Nodes(
  location: Location,
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<[path: string, node: ZarrNode][]> {
  const root = await openV2(location, environment, signal);
  const nodes: [string, ZarrNode][] = [["", root]];
  if (root.kind === "array") return nodes;
  // What was consolidated may be out of date; the documents themselves are migrated.
  const group = await ZarrGroup.open(location, environment, { zarrFormat: 2, useConsolidated: false, signal });
  for await (const member of group.members({ maxDepth: null, signal })) nodes.push(member);
  return nodes;
}

/** Version 2 documents may have version 3 ones beside them: those of an earlier migration. */
async function openV2(
  location: Location,
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<ZarrNode> {
  try {
    return await openNode(location, environment, { zarrFormat: 2, signal });
  } catch (error) {
    if (!hasCode(error, "NODE_NOT_FOUND")) throw error;
    const { zarrFormat } = await openNode(location, environment, { signal });
    throw new InvalidArgumentError(`The node is in version ${zarrFormat} already`, { cause: error });
  }
}

async function writeV3(
  node: ZarrNode,
  store: Store,
  path: string,
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<void> {
  const location = { store, path };
  if (node.kind === "group") {
    await ZarrGroup.create(location, { attributes: node.attrs, zarrFormat: 3, signal }, environment);
    return;
  }
  const { metadata, dataType } = node;
  const stored = metadata["fill_value"] ?? null;
  const fillValue = stored === null ? dataType.defaultFillValue : dataType.fillValueFromJson(stored, 2);
  await ZarrArray.create(
    location,
    {
      shape: node.shape,
      dtype: dataType.metadata,
      chunks: node.chunks,
      codecs: v3CodecsOf(node),
      fillValueJson: dataType.fillValueToJson(fillValue, 3),
      chunkKeyEncoding: { name: "v2", configuration: { separator: metadata["dimension_separator"] as string } },
      attributes: node.attrs as JsonObject,
      zarrFormat: 3,
      signal,
    },
    environment,
  );
}
