import type { Lease } from "../../buffer/scratch.ts";
import type { ByteRange, ByteSource, MaybePromise } from "../../contract/index.ts";
import { CodecError } from "../../error/data-error.ts";
import { readValue } from "../../store/read-value.ts";
import { atChunk } from "../access/array-access.ts";
import type { KeptChunks } from "./kept-chunks.ts";
import { type ChunkName, lendForBytes, type ReadJob } from "./read-job.ts";

/** Bytes from the start of something. */
export interface StoredRange {
  readonly offset: number;
  readonly length: number;
}

/** Where the bytes of a chunk are: a stored value, or a part of one. */
export interface ChunkPlace extends ChunkName {
  readonly offset: number;
  /** `undefined`: to the end of the value. */
  readonly length: number | undefined;
  /** What is kept of the chunk, decoded, where anything is to be. */
  readonly kept?: KeptChunks | undefined;
}

/** The bytes at a place, fetched when asked for, into memory of the lease where the store can. */
export function sourceOf(
  { access, gate, signal, priority, pin }: ReadJob,
  { key, offset, length }: ChunkPlace,
  lease?: Lease,
): ByteSource {
  const end = length === undefined ? undefined : offset + length;
  const allocate = lease === undefined ? undefined : lendForBytes(access, lease);
  return {
    get(range) {
      const absolute = absoluteRange(range, offset, end);
      return gate.run(() => readValue(access.store, key, { signal, priority, pin, range: absolute, allocate }));
    },
  };
}

/** All bytes at a place, fetched together with whoever else wants them now. They may lie in memory of the lease. */
export function bytesAt(job: ReadJob, place: ChunkPlace, lease: Lease): MaybePromise<Uint8Array | undefined> {
  return job.access.values.run(
    taskName(job, place),
    (signal, own) => sourceOf({ ...job, signal }, place, own).get(),
    (bytes, _, own) => {
      lease.hold(own);
      return bytes;
    },
    job.signal,
  );
}

/**
 * Names work on the bytes at a place, as they are now: work begun before a write, or on what is known to be another
 * version of the value, has another name.
 */
export function taskName(
  { access, pin }: Pick<ReadJob, "access" | "pin">,
  { key, offset, length }: Pick<ChunkPlace, "key" | "offset" | "length">,
): string {
  return `${access.coordination.writes}:${pin?.version ?? ""}:${key}@${offset}+${length ?? ""}`;
}

/** A range of a part of a value, as a range of the value. `end` is undefined when the part is the whole value. */
function absoluteRange(range: ByteRange | undefined, offset: number, end: number | undefined) {
  if (end === undefined) return range;
  if (range === undefined) return { offset, length: end - offset };
  if ("suffix" in range) {
    const start = Math.max(offset, end - range.suffix);
    return { offset: start, length: end - start };
  }
  const start = Math.min(offset + range.offset, end);
  return { offset: start, length: Math.min(range.length ?? end - start, end - start) };
}

/** A range from an index, in the coordinates of the stored value; refused when it leaves its chunk or is absurd. */
export function absolutePlace({ access }: ReadJob, place: ChunkPlace, range: StoredRange): StoredRange {
  const { limits } = access.config;
  const beyond = place.length !== undefined && range.offset + range.length > place.length;
  if (beyond || range.length > limits.chunkBytes) {
    const error = new CodecError(
      `The index claims an inner chunk at bytes ${range.offset} to ${range.offset + range.length}`,
    );
    throw atChunk(error, access, place.key, place.coordinates);
  }
  return { offset: place.offset + range.offset, length: range.length };
}
