import { errors, open, openGroup, type Store, type ZarrArray, type ZarrNode } from "@zarrkit/api";
import { documentNames, gridCoordinates, isDocumentKey, isListable, requireListable } from "@zarrkit/core";

/**
 * The keys of what a store holds at a path and below. A store that cannot list is asked for its metadata, and the keys are
 * those of every document and chunk that there may be; a group needs consolidated metadata for that.
 */
export async function* storedKeys(store: Store, path: string, signal: AbortSignal): AsyncGenerator<string> {
  if (!isListable(store)) {
    yield* possibleKeys(store, path, signal);
    return;
  }
  let listed = 0;
  let documents = 0;
  for await (const key of requireListable(store).list(path === "" ? "" : `${path}/`, { signal })) {
    listed++;
    if (isDocumentKey(key)) documents++;
    yield key;
  }
  // Web servers may leave names that begin with a dot out of their lists, and so every document of version 2.
  if (listed > 0 && documents === 0) yield* hiddenDocuments(store, path, signal);
}

async function* possibleKeys(store: Store, path: string, signal: AbortSignal): AsyncGenerator<string> {
  const root = await open(store, { mode: "r", path, signal });
  const isGroup = root.kind === "group";
  const known = isGroup ? await openGroup(store, { mode: "r", path, useConsolidated: true, signal }) : root;
  for await (const node of nodesFrom(known, signal)) {
    if (node.kind === "array") yield* chunkKeys(node);
    yield* documentKeys(node);
  }
}

async function* hiddenDocuments(store: Store, path: string, signal: AbortSignal): AsyncGenerator<string> {
  try {
    const root = await open(store, { mode: "r", path, signal });
    for await (const node of nodesFrom(root, signal)) yield* documentKeys(node);
  } catch (error) {
    if (!(error instanceof errors.NodeNotFoundError)) throw error;
  }
}

async function* nodesFrom(root: ZarrNode, signal: AbortSignal): AsyncGenerator<ZarrNode> {
  yield root;
  if (root.kind === "array") return;
  for await (const [, node] of root.members({ maxDepth: null, signal })) yield node;
}

function* documentKeys({ path }: ZarrNode): Generator<string> {
  for (const name of Object.values(documentNames)) yield path === "" ? name : `${path}/${name}`;
}

/** The keys of all chunks of an array, whether stored or not, in C order. */
function* chunkKeys(array: ZarrArray): Generator<string> {
  for (const coordinates of gridCoordinates(array.gridShape)) yield array.chunkKey(coordinates);
}
