import type { NDArray, ZarrArray } from "@zarrkit/api";
import { type ArrayConfigOptions, defaultArrayConfig } from "@zarrkit/core";
import { planBlock, type Span } from "../block/block.ts";
import {
  type BlockCounts,
  regionOf,
  storedShape,
  type WriteBlocksOptions,
  writeBlocks,
} from "../block/write-blocks.ts";

export interface RechunkOptions extends WriteBlocksOptions {
  /** Most bytes to hold at a time, roughly. */
  readonly maxMemory: number;
}

/** A block is held as it is read, as chunks of the source and of the target, and encoded. */
const copiesOfBlock = 4;

/** Chunks of the source that are under way, and the ranges of shards, take no more than this part of the memory. */
const partUnderWay = 1 / 8;

/** How to read a source so that the chunks that are under way fit into memory. */
export function readingConfig({ chunks, itemsize = 8 }: ZarrArray, maxMemory: number): ArrayConfigOptions {
  const limit = maxMemory * partUnderWay;
  const chunkBytes = chunks.reduce((product, length) => product * length, itemsize);
  const { concurrency, coalesceMaxBytes } = defaultArrayConfig;
  const atOnce = Math.max(1, Math.min(concurrency, Math.floor(limit / chunkBytes)));
  return { concurrency: atOnce, coalesceMaxBytes: Math.max(1, Math.min(coalesceMaxBytes, Math.floor(limit / atOnce))) };
}

/** Fills an array with the values of another of the same shape, as {@link writeBlocks} does. */
export async function rechunk(source: ZarrArray, target: ZarrArray, options: RechunkOptions): Promise<BlockCounts> {
  const { shape, itemsize = 8 } = source;
  const limit = options.maxMemory / copiesOfBlock;
  const block = planBlock(shape, source.shards ?? source.chunks, storedShape(target), itemsize, limit);
  const { signal } = options;
  // A block is read to the memory of the one before: the garbage collector comes late, and two would be there at a time.
  let latest: NDArray | undefined;
  const read = async (spans: readonly Span[]): Promise<NDArray> => {
    const isAlike = latest?.shape.every((length, axis) => length === lengthOf(spans[axis] as Span));
    latest = await source.get(regionOf(spans), { signal, out: isAlike ? latest : undefined });
    return latest;
  };
  return writeBlocks(target, block, read, options);
}

function lengthOf([start, stop]: Span): number {
  return stop - start;
}
