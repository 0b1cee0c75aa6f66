import { Lease } from "../../buffer/scratch.ts";
import { elementCount } from "../../buffer/stride.ts";
import type { Chunk, Subdivision } from "../../contract/index.ts";
import { ConflictError } from "../../error/data-error.ts";
import { chained } from "../../pipeline/maybe.ts";
import { innerBytes, memorySource } from "../../pipeline/subdivided.ts";
import { innerDimensions, innerPosition } from "../../plan/inner-grid.ts";
import { countChunks } from "../../plan/split-region.ts";
import { type ArrayAccess, requestBounds } from "../access/array-access.ts";
import { mostAttempts, pause } from "../concurrency/attempts.ts";
import { forEachConcurrently } from "../concurrency/concurrency.ts";
import { undisturbed } from "../coordination/turns.ts";
import {
  type ChunkDeliveries,
  type Delivery,
  deliver,
  deliverFill,
  placeOf,
  splitDeliveries,
} from "../scatter/delivery.ts";
import { absolutePlace, bytesAt, type ChunkPlace, taskName } from "./chunk-place.ts";
import { checkVersion, knownIndex, rangeAt, readIndex } from "./read-index.ts";
import { readInnerChunks, type WantedChunk } from "./read-inner-chunks.ts";
import { decodeChunk, lendForChunk, type ReadJob, readMissing } from "./read-job.ts";

/**
 * Reads what is wanted of a chunk that is made of inner chunks: all of a small chunk with one request, otherwise the
 * index, unless it is known, and then the inner chunks that are wanted. All of it is of one version of the stored value;
 * throws a `ConflictError` when that changes all the time.
 */
export async function readSubdivided(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  deliveries: readonly Delivery[],
): Promise<void> {
  const { access, signal } = job;
  const { key, kept } = place;
  const { coordination, store, path } = access;
  const isWhole = isSmall(access, subdivision) && wantsAll(deliveries, subdivision);
  if (isWhole && kept?.any() !== true) return readAtOnce(tied(job, place), subdivision, place, deliveries);
  let work = () => readParts(tied(job, place), subdivision, place, deliveries);
  // Nested chunks are under the protection of the one that holds them.
  if (place.length !== undefined) return work();
  const again = async (): Promise<void> => {
    signal?.throwIfAborted();
    // The memory is no longer fresh.
    const used = deliveries.map((delivery) => ({ ...delivery, target: { ...delivery.target, clean: false } }));
    const now = { ...place, kept: await access.keptChunks?.(job, key) };
    return readParts(tied(job, now), subdivision, now, used);
  };
  for (let attempts = 1; ; attempts++) {
    try {
      return await undisturbed(coordination, key, work, again);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      coordination.shared.indexes?.delete(coordination.sharedKey(key));
      if (attempts === mostAttempts) {
        const where = { store: store.description, path, key, chunk: place.coordinates };
        throw new ConflictError("The value was replaced each time it was read", { ...where, attempts, cause: error });
      }
      await pause(attempts, signal);
      work = again;
    }
  }
}

/** The same job, tied to the version that what is kept is of. */
function tied(job: ReadJob, { kept }: ChunkPlace): ReadJob {
  return job.pin !== undefined || kept?.version === undefined ? job : { ...job, pin: { version: kept.version } };
}

async function readAtOnce(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  deliveries: readonly Delivery[],
): Promise<void> {
  const { access } = job;
  const { kept } = place;
  const { inner, chain } = subdivision;
  const { itemSize } = inner.dataType;
  const lease = new Lease();
  try {
    const bytes = await bytesAt(job, place, lease);
    const index = await readIndex(job, subdivision, place, memorySource(bytes));
    if (bytes === undefined || index === undefined) return readAbsent(job, place, deliveries);
    const chunks = splitDeliveries(deliveries, innerDimensions(subdivision));
    await forEachConcurrently(chunks, access.config.concurrency, ({ coordinates, deliveries: parts }) => {
      const position = innerPosition(subdivision, coordinates);
      const range = rangeAt(job, index, position, place, bytes.length);
      if (range === undefined) {
        kept?.keep(undefined, position);
        return deliverFill(parts, inner.fillValue, itemSize);
      }
      const { offset, length } = range;
      // What is kept does not lie in anybody's result.
      const into = kept === undefined ? placeOf(parts, inner.shape, itemSize) : undefined;
      return access.chunks.run(
        taskName(job, { key: place.key, offset: place.offset + offset, length }),
        (_, own) => {
          own.hold(lease);
          const memory = lendForChunk(access, own, into);
          return chained(decodeChunk(access, innerBytes(bytes, range), chain, inner, place, memory), (chunk) =>
            kept === undefined ? chunk : kept.keep(chunk, position),
          );
        },
        (chunk) => deliver(parts, chunk as Chunk, itemSize, into),
        job.signal,
      );
    });
  } finally {
    lease.release();
  }
}

async function readParts(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  deliveries: readonly Delivery[],
): Promise<void> {
  const { kept } = place;
  if (kept?.find() !== undefined) return readMissing(job, deliveries, place);
  const chunks = notKept(subdivision, place, deliveries);
  if (chunks.length === 0) return;
  const { inner, chain } = subdivision;
  const known = await knownIndex(job, subdivision, place);
  if (known === undefined) return readAbsent(job, place, deliveries);
  const { index, version, isFresh } = known;
  const wanted: WantedChunk[] = [];
  for (const chunk of chunks) {
    const position = innerPosition(subdivision, chunk.coordinates);
    const range = rangeAt(job, index, position, place);
    if (range !== undefined) wanted.push({ ...absolutePlace(job, place, range), tag: chunk });
    else {
      kept?.keep(undefined, position);
      deliverFill(chunk.deliveries, inner.fillValue, inner.dataType.itemSize);
    }
  }
  if (wanted.length === 0 && !isFresh) return checkVersion(job, place, version);
  const pinned = { ...job, pin: { version } };
  const nested = chain.subdivision(inner);
  if (nested === undefined) return readInnerChunks(pinned, subdivision, place, wanted);
  await forEachConcurrently(wanted, job.access.config.concurrency, ({ offset, length, tag }) => {
    const below = kept?.below(innerPosition(subdivision, tag.coordinates));
    return readSubdivided(pinned, nested, { ...place, offset, length, kept: below }, tag.deliveries);
  });
}

/** What is wanted of the inner chunks, but for those that are kept, which are delivered at once. */
function notKept(
  subdivision: Subdivision,
  { kept }: ChunkPlace,
  deliveries: readonly Delivery[],
): readonly ChunkDeliveries[] {
  const chunks = [...splitDeliveries(deliveries, innerDimensions(subdivision))];
  if (kept === undefined) return chunks;
  const { dataType, fillValue } = subdivision.inner;
  return chunks.filter(({ coordinates, deliveries: parts }) => {
    const found = kept.find(innerPosition(subdivision, coordinates));
    if (found === undefined) return true;
    if (found.chunk === undefined) deliverFill(parts, fillValue, dataType.itemSize);
    else deliver(parts, found.chunk, dataType.itemSize);
    return false;
  });
}

/** Reads a chunk that turned out not to be stored. */
function readAbsent(job: ReadJob, place: ChunkPlace, deliveries: readonly Delivery[]): void {
  place.kept?.keep(undefined);
  readMissing(job, deliveries, place);
}

/** True when someone wants something of every inner chunk. */
function wantsAll(deliveries: readonly Delivery[], subdivision: Subdivision): boolean {
  const dimensions = innerDimensions(subdivision);
  const all = elementCount(subdivision.gridShape);
  return deliveries.some(({ region }) => countChunks(region, dimensions) === all);
}

/** True when a whole chunk is worth one request: it is about as large as requests may grow by merging. */
function isSmall(access: ArrayAccess, { inner, gridShape }: Subdivision): boolean {
  const { itemSize } = inner.dataType;
  return elementCount(gridShape) * elementCount(inner.shape) * (itemSize ?? 16) <= requestBounds(access).maxBytes;
}
