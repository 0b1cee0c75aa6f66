import { open, openGroup, type Store, type ZarrArray } from "@zarrkit/api";

/** Documents of a node, by which others see that it is there. */
const documents = ["zarr.json", ".zarray", ".zgroup", ".zattrs", ".zmetadata"];

/** Whether a key is that of a document. */
export function isDocument(key: string): boolean {
  return documents.includes(key.slice(key.lastIndexOf("/") + 1));
}

/**
 * The keys of everything that a store holds, documents last and the root's at the very end: until they are copied,
 * nothing is there. A store that cannot list is asked for its metadata, and then for every chunk that its arrays may have;
 * a group needs consolidated metadata for that.
 */
export async function* storedKeys(store: Store, signal: AbortSignal): AsyncGenerator<string> {
  if (!("list" in store) || typeof store.list !== "function") {
    yield* possibleKeys(store, signal);
    return;
  }
  const later: string[] = [];
  for await (const key of store.list("", { signal }) as AsyncIterable<string>) {
    if (isDocument(key)) later.push(key);
    else yield key;
  }
  yield* later.sort((a, b) => b.split("/").length - a.split("/").length);
}

async function* possibleKeys(store: Store, signal: AbortSignal): AsyncGenerator<string> {
  const root = await open(store, { mode: "r", signal });
  const paths = [""];
  if (root.kind === "array") yield* chunkKeys(root);
  else {
    const group = await openGroup(store, { mode: "r", useConsolidated: true, signal });
    for await (const [path, node] of group.members({ maxDepth: null, signal })) {
      paths.push(path);
      if (node.kind === "array") yield* chunkKeys(node);
    }
  }
  for (const path of paths.toReversed()) for (const name of documents) yield path === "" ? name : `${path}/${name}`;
}

/** The keys of all chunks of an array, whether stored or not, in C order. */
export function* chunkKeys(array: ZarrArray): Generator<string> {
  for (const coordinates of gridCoordinates(array.gridShape)) yield array.chunkKey(coordinates);
}

/** Every coordinate of a grid in C order. */
export function* gridCoordinates([count, ...rest]: readonly number[]): Generator<readonly number[]> {
  if (count === undefined) yield [];
  else for (let at = 0; at < count; at++) for (const tail of gridCoordinates(rest)) yield [at, ...tail];
}
