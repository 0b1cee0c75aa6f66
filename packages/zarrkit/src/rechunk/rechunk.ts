import { slice, type ZarrArray } from "@zarrkit/api";
import { hasValue } from "@zarrkit/core";
import { UsageError } from "../failure.ts";
import type { Progress } from "../output.ts";
import { gridCoordinates } from "../stored-keys.ts";
import { blocksOf, planBlock, type Span } from "./block.ts";

export interface RechunkOptions {
  /** Most bytes to hold at a time, roughly. */
  readonly maxMemory: number;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export interface RechunkCounts {
  /** Blocks that were read and written. */
  written: number;
  /** Blocks that an earlier run had written. */
  present: number;
}

/** A block is held as it is read, as chunks of the source and of the target, and encoded. */
const copiesOfBlock = 4;

/**
 * Fills an array with the values of another of the same shape, block by block. Blocks whose stored chunks are all there
 * already are left out, so that a run that was broken off is gone on with. Throws a `UsageError` for a grid whose chunks
 * differ in size.
 */
export async function rechunk(source: ZarrArray, target: ZarrArray, options: RechunkOptions): Promise<RechunkCounts> {
  const { maxMemory, signal, progress } = options;
  const { shape, itemsize = 8 } = source;
  const stored = target.shards ?? target.chunks;
  if (target.gridShape.some((count, axis) => count !== Math.ceil((shape[axis] as number) / (stored[axis] as number)))) {
    throw new UsageError("Chunks of different sizes cannot be made here; give one shape with --chunks");
  }
  const block = planBlock(shape, source.shards ?? source.chunks, stored, itemsize, maxMemory / copiesOfBlock);
  const total = shape.reduce((product, extent, axis) => product * Math.ceil(extent / (block[axis] as number)), 1);
  const counts: RechunkCounts = { written: 0, present: 0 };
  for (const spans of blocksOf(shape, block)) {
    signal.throwIfAborted();
    if (await isPresent(target, spans, stored, signal)) counts.present++;
    else {
      const region = spans.map(([start, stop]) => slice(start, stop));
      await target.set(region, await source.get(region, { signal }), { signal });
      counts.written++;
    }
    progress({ done: counts.written + counts.present, total });
  }
  return counts;
}

/** Whether every stored chunk of a block is there. Chunks of fill values never are, and cost little to do again. */
async function isPresent(
  target: ZarrArray,
  spans: readonly Span[],
  stored: readonly number[],
  signal: AbortSignal,
): Promise<boolean> {
  const first = spans.map(([start], axis) => Math.floor(start / (stored[axis] as number)));
  const counts = spans.map(([, stop], axis) => Math.ceil(stop / (stored[axis] as number)) - (first[axis] as number));
  for (const offset of gridCoordinates(counts)) {
    const key = target.chunkKey(offset.map((at, axis) => at + (first[axis] as number)));
    if (!(await hasValue(target.store, key, { signal }))) return false;
  }
  return true;
}
