import type { Lease } from "../../buffer/scratch.ts";
import type { Chunk, ChunkSpec, DecodedSpan, MaybePromise, Subdivision } from "../../contract/index.ts";
import { chained } from "../../pipeline/maybe.ts";
import { readValue } from "../../store/read-value.ts";
import type { ArrayAccess } from "../access/array-access.ts";
import type { Use } from "../concurrency/shared-task.ts";
import { type ChunkDeliveries, type Delivery, deliver, placeOf, spanOf } from "../scatter/delivery.ts";
import { type ChunkName, decodeChunk, lendForBytes, lendForChunk, type ReadJob, readMissing } from "./read-job.ts";

/** Reads what is wanted of a chunk. */
export function readChunk(job: ReadJob, { coordinates, deliveries }: ChunkDeliveries): MaybePromise<void> {
  const { access } = job;
  const { chain, readSubdivided, readSpan } = access;
  const key = access.keyOf(coordinates);
  if (readSubdivided !== undefined) {
    const subdivision = chain.subdivision(access.specOf(coordinates)) as Subdivision;
    return chained(access.keptChunks?.(job, key), (kept) =>
      readSubdivided(job, subdivision, { key, coordinates, offset: 0, length: undefined, kept }, deliveries),
    );
  }
  const spec = access.specOf(coordinates);
  const { itemSize } = access.metadata.dataType;
  const wanted = spanOf(deliveries, spec.shape, itemSize);
  const name = { key, coordinates };
  if (readSpan === undefined || wanted === undefined || !paysInPart(access, spec, wanted)) {
    return readWhole(job, name, deliveries, wanted);
  }
  return chained(readSpan(job, name, deliveries, wanted), (isRead) => {
    if (!isRead) return readWhole(job, name, deliveries, wanted);
  });
}

/** True when reading a part of a chunk saves more than the look at the value's size costs. */
function paysInPart({ chain, store }: ArrayAccess, spec: ChunkSpec, { start, end }: DecodedSpan): boolean {
  return (chain.encodedSize(spec) as number) - (end - start) > (store.bytesPerRequest as number);
}

/** Reads a whole chunk. */
function readWhole(
  job: ReadJob,
  name: ChunkName,
  deliveries: readonly Delivery[],
  wanted: DecodedSpan | undefined,
): MaybePromise<void> {
  const { access } = job;
  const { itemSize } = access.metadata.dataType;
  const place = placeOf(deliveries, access.specOf(name.coordinates).shape, itemSize);
  const use = (chunk: Chunk | undefined): void => {
    if (chunk === undefined) readMissing(job, deliveries, name);
    else deliver(deliveries, chunk, itemSize, place);
  };
  return wholeChunk(job, name.coordinates, use, { place, wanted });
}

/** What is to become of a chunk: it is best decoded to a place of exactly its size, or whoever asks takes it over. */
export interface ChunkUse {
  readonly place?: Uint8Array | undefined;
  readonly wanted?: DecodedSpan | undefined;
  readonly takesOver?: boolean;
}

/** Fetches and decodes a chunk, together with whoever else wants it now, unless it is kept already, and uses it. */
export function wholeChunk<R>(
  job: Omit<ReadJob, "pin">,
  coordinates: readonly number[],
  use: Use<Chunk | undefined, R>,
  purpose: ChunkUse,
): MaybePromise<R> {
  const { access, signal } = job;
  const key = access.keyOf(coordinates);
  return chained(access.keptChunks?.(job, key), (kept) => {
    const name = `${access.coordination.writes}:${kept?.version ?? ""}:${key}`;
    if (kept === undefined) {
      const fetch = (own: AbortSignal | undefined, lease: Lease) =>
        fetchChunk({ ...job, signal: own }, { key, coordinates }, purpose, lease);
      return access.chunks.run(name, fetch, use, signal);
    }
    const found = kept.find();
    if (found !== undefined) return use(found.chunk, false);
    // What is kept lies neither in anybody's result nor in memory that is lent.
    const fetch = (own: AbortSignal | undefined, lease: Lease) =>
      chained(fetchChunk({ ...job, signal: own }, { key, coordinates }, {}, lease), (chunk) => kept.keep(chunk));
    return access.chunks.run(name, fetch, (chunk) => use(chunk, false), signal);
  });
}

/** Fetches and decodes a chunk. It may lie in memory of the lease, unless somebody takes it over. */
function fetchChunk(
  { access, gate, signal, priority }: Omit<ReadJob, "pin">,
  name: ChunkName,
  { place, wanted, takesOver = false }: ChunkUse,
  lease: Lease,
): MaybePromise<Chunk | undefined> {
  const { store, chain } = access;
  const spec = access.specOf(name.coordinates);
  // Chunks whose encoded length is known beforehand may be stored as they are in memory.
  const size = chain.encodedSize(spec);
  const lend = takesOver && size !== undefined ? undefined : lendForBytes(access, lease);
  // Only elements in C order come to lie in their place: what is to be turned around or shuffled must come from elsewhere.
  const isInPlace = (length: number): boolean => chain.elementwise && length === size && length === place?.length;
  const allocate = lend && ((length: number) => (isInPlace(length) ? (place as Uint8Array) : lend(length)));
  const decode = (bytes: Uint8Array | undefined, part: DecodedSpan | undefined) => {
    const options = takesOver ? undefined : lendForChunk(access, lease, place, part);
    return bytes && decodeChunk(access, bytes, chain, spec, name, options);
  };
  // Decoding is part of the turn, so that no more chunks are in memory than turns.
  return gate.run(() => {
    const bytes = readValue(store, name.key, { signal, priority, allocate });
    // While the store answers, others may come who want another part.
    return bytes instanceof Promise ? bytes.then((later) => decode(later, undefined)) : decode(bytes, wanted);
  });
}
