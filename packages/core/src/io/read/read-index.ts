import type { ByteSource, InnerChunkIndex, Subdivision } from "../../contract/index.ts";
import { CodecError, ConflictError } from "../../error/data-error.ts";
import { isZarrError, messageOf } from "../../error/zarr-error.ts";
import { storedRange } from "../../pipeline/subdivided.ts";
import { valueVersion } from "../../store/access.ts";
import { atChunk } from "../access/array-access.ts";
import { IndexCache } from "../coordination/index-cache.ts";
import { type ChunkPlace, sourceOf, taskName } from "./chunk-place.ts";
import type { ReadJob } from "./read-job.ts";

/** An index, and which version of the value it is of, where the store tells. */
export interface KnownIndex {
  readonly index: InnerChunkIndex;
  readonly version: string | undefined;
  /** It was read just now, rather than before. */
  readonly isFresh: boolean;
}

/**
 * The index of a subdivided chunk: the one read before, or one that others are reading now. That one read before still
 * holds shows in reading with its version, or in {@link checkVersion}.
 */
export async function knownIndex(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
): Promise<KnownIndex | undefined> {
  const { access, signal } = job;
  const { key, offset, length } = place;
  const { store, coordination, layout } = access;
  coordination.shared.indexes ??= new IndexCache();
  const { indexes } = coordination.shared;
  const shared = coordination.sharedKey(key);
  // The first chunk nested in another starts where that one does, and is shorter.
  const name = `${offset}+${length ?? ""}`;
  const wanted = job.pin?.version;
  const cached = indexes.get(shared, layout);
  if (cached !== undefined && (wanted === undefined || wanted === cached.version)) {
    const index = cached.byPlace.get(name);
    if (index !== undefined) return { index, version: cached.version, isFresh: false };
  }
  const { writes } = coordination;
  const read = async (stop: AbortSignal | undefined): Promise<KnownIndex | undefined> => {
    const alone = { ...job, signal: stop, pin: { version: wanted } };
    const index = await readIndex(alone, subdivision, place, sourceOf(alone, place));
    return index && { index, version: alone.pin.version, isFresh: true };
  };
  const found = await access.indexes.run(taskName(job, place), read, (value) => value, signal);
  if (found === undefined) return undefined;
  // Not one read while the value was being replaced, which may be of the old one, nor one that nothing could check.
  const isCheckable = store.version === undefined || found.version !== undefined;
  if (coordination.writes === writes && isCheckable) indexes.add(shared, layout, found.version, name, found.index);
  return found;
}

/** Throws a `ConflictError` when a value is of another version by now. For stores that tell versions by themselves. */
export async function checkVersion(
  { access: { store, path }, signal, priority }: ReadJob,
  { key }: ChunkPlace,
  version: string | undefined,
): Promise<void> {
  if (store.version === undefined || (await valueVersion(store, key, { signal, priority })) === version) return;
  throw new ConflictError("The value was replaced since its index was read", { store: store.description, path, key });
}

/** Reads an index; what goes wrong says which chunk it was. */
export async function readIndex(
  { access, signal }: ReadJob,
  subdivision: Subdivision,
  { key, coordinates }: ChunkPlace,
  source: ByteSource,
): Promise<InnerChunkIndex | undefined> {
  try {
    return await subdivision.readIndex(source);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    const error = isZarrError(cause) ? cause : new CodecError(messageOf(cause), { cause });
    throw atChunk(error, access, key, coordinates);
  }
}

/** Where an inner chunk lies in a chunk of `size` bytes, where that is known. */
export function rangeAt(
  { access }: ReadJob,
  index: InnerChunkIndex,
  position: number,
  { key, coordinates }: ChunkPlace,
  size?: number,
): ReturnType<InnerChunkIndex["range"]> {
  try {
    return storedRange(index, position, size);
  } catch (error) {
    throw atChunk(error, access, key, coordinates);
  }
}
