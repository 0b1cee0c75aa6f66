import { forEachConcurrently, requireListable, type ZarrArray } from "@zarrkit/core";

/** Which chunks (shards where there are any) a listing found. */
export interface ChunkListing {
  /** Where they are stored, by their coordinates as text. */
  readonly keys: ReadonlyMap<string, string>;
  /** Prefixes of the folders that may hold more and were not looked at. */
  readonly foldersLeft: ReadonlySet<string>;
  /** Whether there may be more for another reason: there were too many. */
  readonly isCutOff: boolean;
}

/** No more keys than this are looked at. */
const keyLimit = 200_000;
/** What may be asked of a web server: so many lists of folders, and no more names in all than this. */
const remoteFolderLimit = 256;
const remoteNameLimit = 50_000;
/** How many folders are asked for at a time. */
const concurrency = 8;

/** Lists the stored chunks of an array in a store where that costs little. */
export async function listChunks(array: ZarrArray, signal: AbortSignal): Promise<ChunkListing> {
  const keys = new Map<string, string>();
  let seen = 0;
  for await (const key of requireListable(array.store).list(prefixOf(array), { signal })) {
    if (++seen > keyLimit) break;
    addChunk(keys, array, key);
  }
  return { keys, foldersLeft: new Set(), isCutOff: seen > keyLimit };
}

/**
 * Lists the stored chunks of an array on a web server, folder by folder from the top, within bounds. `undefined`: a single
 * folder may name more than is wanted. Throws a `StoreError` when the server lists no folders.
 */
export async function listRemoteChunks(array: ZarrArray, signal: AbortSignal): Promise<ChunkListing | undefined> {
  const { store } = array;
  let allowed = Math.min(remoteFolderLimit, Math.floor(remoteNameLimit / Math.max(1, mostInFolder(array))));
  if (allowed === 0) return undefined;
  const keys = new Map<string, string>();
  let folders = [prefixOf(array)];
  while (folders.length > 0 && allowed > 0) {
    const left = folders.slice(allowed);
    const looked = folders.slice(0, allowed);
    const below = looked.map((): string[] => []);
    await forEachConcurrently(looked.entries(), concurrency, async ([index, folder]) => {
      for await (const name of requireListable(store).listDir(folder, { signal, priority: "low" })) {
        if (name.endsWith("/")) below[index]?.push(`${folder}${name}`);
        else addChunk(keys, array, `${folder}${name}`);
      }
    });
    allowed -= looked.length;
    folders = [...below.flat(), ...left];
  }
  return { keys, foldersLeft: new Set(folders), isCutOff: false };
}

/** Whether nobody knows if there is a value under a key: a listing did not look there, or there is none. */
export function isUnseen(listing: ChunkListing | undefined, key: string): boolean {
  if (listing === undefined || listing.isCutOff) return true;
  for (let slash = key.lastIndexOf("/"); slash > 0; slash = key.lastIndexOf("/", slash - 1)) {
    if (listing.foldersLeft.has(key.slice(0, slash + 1))) return true;
  }
  return false;
}

const prefixOf = ({ path }: ZarrArray): string => (path === "" ? "" : `${path}/`);

function addChunk(keys: Map<string, string>, array: ZarrArray, key: string): void {
  const coordinates = array.chunkCoordinates(key);
  if (coordinates !== undefined) keys.set(coordinates.join(), key);
}

/** How many chunks, or folders of them, one folder may hold. */
function mostInFolder(array: ZarrArray): number {
  const { gridShape } = array;
  const folderOf = (coordinates: readonly number[]): string => array.chunkKey(coordinates).replace(/[^/]*$/, "");
  const isFlat = folderOf(gridShape.map(() => 0)) === folderOf(gridShape.map((count) => Math.max(0, count - 1)));
  return isFlat ? gridShape.reduce((product, count) => product * count, 1) : Math.max(...gridShape);
}
