import { slice, type ZarrArray } from "@zarrkit/api";
import { gridCoordinates, hasValue } from "@zarrkit/core";
import { InputError } from "../failure.ts";
import type { Progress } from "../output.ts";
import { blocksOf, type Span } from "./block.ts";

export interface WriteBlocksOptions {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export interface BlockCounts {
  /** Blocks that were read and written. */
  written: number;
  /** Blocks that an earlier run had written. */
  present: number;
}

/** The lengths of what is stored as one value. Throws an `InputError` for a grid whose chunks differ in size. */
export function storedShape(array: ZarrArray): readonly number[] {
  const stored = array.shards ?? array.chunks;
  const isRegular = array.gridShape.every(
    (count, axis) => count === Math.ceil((array.shape[axis] as number) / (stored[axis] as number)),
  );
  if (isRegular) return stored;
  throw new InputError("Chunks of different sizes cannot be made here; give one shape with --chunks");
}

/**
 * Fills an array block by block, each of whole stored chunks. Blocks whose chunks are all there already are left out, so
 * that a run that was broken off is gone on with.
 */
export async function writeBlocks(
  target: ZarrArray,
  block: readonly number[],
  read: (spans: readonly Span[]) => Promise<unknown>,
  { signal, progress }: WriteBlocksOptions,
): Promise<BlockCounts> {
  const { shape } = target;
  const stored = storedShape(target);
  const total = shape.reduce((product, extent, axis) => product * Math.ceil(extent / (block[axis] as number)), 1);
  const counts: BlockCounts = { written: 0, present: 0 };
  for (const spans of blocksOf(shape, block)) {
    signal.throwIfAborted();
    if (await isPresent(target, spans, stored, signal)) counts.present++;
    else {
      await target.set(regionOf(spans), await read(spans), { signal });
      counts.written++;
    }
    progress({ done: counts.written + counts.present, total });
  }
  return counts;
}

/** A block as a selection. */
export function regionOf(spans: readonly Span[]): ReturnType<typeof slice>[] {
  return spans.map(([start, stop]) => slice(start, stop));
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
