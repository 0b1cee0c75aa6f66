import { elementCount } from "../buffer/stride.ts";
import type { Chunk, Subdivision } from "../contract/index.ts";
import { chained } from "../pipeline/maybe.ts";
import { innerBytes, memorySource } from "../pipeline/subdivided.ts";
import { innerDimensions, innerPosition } from "../plan/inner-grid.ts";
import { countChunks } from "../plan/split-region.ts";
import type { ArrayAccess } from "./array-access.ts";
import { absolutePlace, bytesAt, type ChunkPlace, taskName } from "./chunk-place.ts";
import { forEachConcurrently } from "./concurrency.ts";
import { type Delivery, deliver, deliverFill, splitDeliveries } from "./delivery.ts";
import { knownIndex, rangeAt, readIndex } from "./read-index.ts";
import { readInnerChunks, type WantedChunk } from "./read-inner-chunks.ts";
import { decodeChunk, type ReadJob, readMissing } from "./read-job.ts";

/**
 * Reads what is wanted of a chunk that is made of inner chunks: all of a small chunk with one request, otherwise the
 * index, unless it is known, and then the inner chunks that are wanted.
 */
export function readSubdivided(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  deliveries: readonly Delivery[],
): Promise<void> {
  const { access, signal } = job;
  if (isSmall(access, subdivision) && wantsAll(deliveries, subdivision)) {
    return readAtOnce(job, subdivision, place, deliveries);
  }
  const work = () => readParts(job, subdivision, place, deliveries);
  // Nested chunks are under the protection of the one that holds them.
  if (place.length !== undefined) return work();
  return access.coordination.undisturbed(place.key, work, async () => {
    signal?.throwIfAborted();
    // The memory is no longer fresh.
    const used = deliveries.map((delivery) => ({ ...delivery, target: { ...delivery.target, clean: false } }));
    return readParts(job, subdivision, place, used);
  });
}

async function readAtOnce(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  deliveries: readonly Delivery[],
): Promise<void> {
  const { access } = job;
  const { inner, chain } = subdivision;
  const { itemSize } = inner.dataType;
  const bytes = await bytesAt(job, place);
  const index = await readIndex(job, subdivision, place, memorySource(bytes));
  if (bytes === undefined || index === undefined) return readMissing(job, deliveries, place);
  const chunks = splitDeliveries(deliveries, innerDimensions(subdivision));
  await forEachConcurrently(chunks, access.config.concurrency, ({ coordinates, deliveries: parts }) => {
    const range = rangeAt(job, index, innerPosition(subdivision, coordinates), place, bytes.length);
    if (range === undefined) return deliverFill(parts, inner.fillValue, itemSize);
    const name = taskName(job, { key: place.key, offset: place.offset + range.offset, length: range.length });
    const decode = () => decodeChunk(access, innerBytes(bytes, range), chain, inner, place);
    return chained(access.chunks.run(name, decode, job.signal), ({ value }) =>
      deliver(parts, value as Chunk, itemSize),
    );
  });
}

async function readParts(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  deliveries: readonly Delivery[],
): Promise<void> {
  const { access } = job;
  const { inner, chain } = subdivision;
  const index = await knownIndex(job, subdivision, place);
  if (index === undefined) return readMissing(job, deliveries, place);
  const wanted: WantedChunk[] = [];
  for (const chunk of splitDeliveries(deliveries, innerDimensions(subdivision))) {
    const range = rangeAt(job, index, innerPosition(subdivision, chunk.coordinates), place);
    if (range === undefined) deliverFill(chunk.deliveries, inner.fillValue, inner.dataType.itemSize);
    else wanted.push({ ...absolutePlace(job, place, range), tag: chunk });
  }
  const nested = chain.subdivision(inner);
  if (nested === undefined) return readInnerChunks(job, subdivision, place, wanted);
  await forEachConcurrently(wanted, access.config.concurrency, ({ offset, length, tag }) =>
    readSubdivided(job, nested, { ...place, offset, length }, tag.deliveries),
  );
}

/** True when someone wants something of every inner chunk. */
function wantsAll(deliveries: readonly Delivery[], subdivision: Subdivision): boolean {
  const dimensions = innerDimensions(subdivision);
  const all = elementCount(subdivision.gridShape);
  return deliveries.some(({ region }) => countChunks(region, dimensions) === all);
}

/** True when a whole chunk is worth one request: it is about as large as requests may grow by merging. */
function isSmall({ config }: ArrayAccess, { inner, gridShape }: Subdivision): boolean {
  const { itemSize } = inner.dataType;
  return elementCount(gridShape) * elementCount(inner.shape) * (itemSize ?? 16) <= config.coalesceMaxBytes;
}
