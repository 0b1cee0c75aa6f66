import { elementCount } from "../buffer/stride.ts";
import type { Subdivision } from "../contract/index.ts";
import { chained } from "../pipeline/maybe.ts";
import { innerBytes, memorySource } from "../pipeline/subdivided.ts";
import { innerDimensions, innerPosition } from "../plan/inner-grid.ts";
import { countChunks, splitRegion } from "../plan/split-region.ts";
import type { Region } from "../selection/region.ts";
import type { ArrayAccess } from "./array-access.ts";
import { absolutePlace, type ChunkPlace, sourceOf } from "./chunk-place.ts";
import { forEachConcurrently } from "./concurrency.ts";
import { knownIndex, rangeAt, readIndex } from "./read-index.ts";
import { readInnerChunks, type WantedChunk } from "./read-inner-chunks.ts";
import { decodeChunk, type ReadJob, readMissing } from "./read-job.ts";
import { copyFromChunk, fillTarget } from "./region-copy.ts";

/**
 * Reads a region of a chunk that is made of inner chunks: all of a small chunk with one request, otherwise the index,
 * unless it is known, and then the inner chunks that the region touches.
 */
export function readSubdivided(
  job: ReadJob,
  subdivision: Subdivision,
  place: ChunkPlace,
  region: Region,
): Promise<void> {
  const everything = countChunks(region, innerDimensions(subdivision)) === elementCount(subdivision.gridShape);
  const read = everything && isSmall(job.access, subdivision) ? readAtOnce : readParts;
  return read(job, subdivision, place, region);
}

async function readAtOnce(job: ReadJob, subdivision: Subdivision, place: ChunkPlace, region: Region): Promise<void> {
  const { access, target } = job;
  const { inner, chain } = subdivision;
  const { itemSize } = inner.dataType;
  const bytes = await sourceOf(job, place).get();
  const index = await readIndex(job, subdivision, place, memorySource(bytes));
  if (bytes === undefined || index === undefined) return readMissing(job, region, place);
  const projections = splitRegion(region, innerDimensions(subdivision));
  await forEachConcurrently(projections, access.config.concurrency, ({ coordinates, region: part }) => {
    const range = rangeAt(job, index, innerPosition(subdivision, coordinates), place, bytes.length);
    if (range === undefined) return fillTarget(target, part, inner.fillValue, itemSize);
    return chained(decodeChunk(access, innerBytes(bytes, range), chain, inner, place), (chunk) =>
      copyFromChunk(target, part, chunk, itemSize),
    );
  });
}

async function readParts(job: ReadJob, subdivision: Subdivision, place: ChunkPlace, region: Region): Promise<void> {
  const { access, target } = job;
  const { inner, chain } = subdivision;
  const index = await knownIndex(job, subdivision, place, sourceOf(job, place));
  if (index === undefined) return readMissing(job, region, place);
  const wanted: WantedChunk[] = [];
  for (const projection of splitRegion(region, innerDimensions(subdivision))) {
    const range = rangeAt(job, index, innerPosition(subdivision, projection.coordinates), place);
    if (range === undefined) fillTarget(target, projection.region, inner.fillValue, inner.dataType.itemSize);
    else wanted.push({ ...absolutePlace(job, place, range), tag: projection });
  }
  const nested = chain.subdivision(inner);
  if (nested === undefined) return readInnerChunks(job, subdivision, place, wanted);
  await forEachConcurrently(wanted, access.config.concurrency, ({ offset, length, tag }) =>
    readSubdivided(job, nested, { ...place, offset, length }, tag.region),
  );
}

/** True when a whole chunk is worth one request: it is about as large as requests may grow by merging. */
function isSmall({ config }: ArrayAccess, { inner, gridShape }: Subdivision): boolean {
  const { itemSize } = inner.dataType;
  return elementCount(gridShape) * elementCount(inner.shape) * (itemSize ?? 16) <= config.coalesceMaxBytes;
}
