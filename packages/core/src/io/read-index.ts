import type { ByteSource, InnerChunkIndex, Subdivision } from "../contract/index.ts";
import { CodecError } from "../error/data-error.ts";
import { isZarrError, messageOf } from "../error/zarr-error.ts";
import { storedRange } from "../pipeline/subdivided.ts";
import { valueVersion } from "../store/access.ts";
import { atChunk } from "./array-access.ts";
import { type ChunkPlace, sourceOf, taskName } from "./chunk-place.ts";
import { IndexCache } from "./index-cache.ts";
import type { ReadJob } from "./read-job.ts";

/** The index of a subdivided chunk: the one read before, where it still holds, or one that others are reading now. */
export async function knownIndex(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
): Promise<InnerChunkIndex | undefined> {
  const { access, signal } = job;
  const { key, offset, length, kept } = place;
  const { store, coordination, layout } = access;
  coordination.indexes ??= new IndexCache();
  const { indexes } = coordination;
  const shared = coordination.sharedKey(key);
  // The first chunk nested in another starts where that one does, and is shorter.
  const name = `${offset}+${length ?? ""}`;
  const version = kept === undefined ? await valueVersion(store, key, { signal }) : kept.version;
  const cached = indexes.get(shared, layout, version)?.byPlace.get(name);
  if (cached !== undefined) return cached;
  const { writes } = coordination;
  const read = (stop: AbortSignal | undefined) => {
    const alone = { ...job, signal: stop };
    return readIndex(alone, subdivision, place, sourceOf(alone, place));
  };
  const index = await access.indexes.run(taskName(job, place, version), read, (value) => value, signal);
  // An index read while the value was being replaced may be of the old one.
  if (index !== undefined && coordination.writes === writes) indexes.add(shared, layout, version, name, index);
  return index;
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
