import { InputError } from "../failure.ts";

/**
 * How much of an array to read and write at a time, in elements along each axis: whole stored chunks of the target, so
 * that none is written twice, and as much of the source's chunks as fits, so that few are read twice. Throws a
 * `InputError` when not even one stored chunk of the target fits into `limit` bytes.
 */
export function planBlock(
  shape: readonly number[],
  source: readonly number[],
  target: readonly number[],
  itemSize: number,
  limit: number,
): readonly number[] {
  const bytesOf = (lengths: readonly number[]): number =>
    lengths.reduce((product, length, axis) => product * Math.min(length, shape[axis] as number), itemSize);
  let block = target;
  if (bytesOf(block) > limit) {
    throw new InputError(
      `One stored chunk of the target needs ${bytesOf(block)} bytes, and --max-memory leaves ${limit} for it; make it smaller or allow more`,
    );
  }
  for (;;) {
    const grown = longerBlocks(shape, source, target, block).find((one) => bytesOf(one) <= limit);
    if (grown === undefined) return block;
    block = grown;
  }
}

/** Longer blocks, the one first that spares most reading: along the axis where the source's chunk is cut most often. */
function longerBlocks(
  shape: readonly number[],
  source: readonly number[],
  target: readonly number[],
  block: readonly number[],
): number[][] {
  return block
    .map((length, axis) => ({ axis, length, cuts: (source[axis] as number) / length }))
    .filter(({ axis, length, cuts }) => cuts > 1 && length < (shape[axis] as number))
    .sort((a, b) => b.cuts - a.cuts)
    .map(({ axis, length }) => block.with(axis, length + (target[axis] as number)));
}

/** Where something starts and stops along each axis. */
export type Span = readonly [start: number, stop: number];

/** The blocks of an array in C order. */
export function* blocksOf(
  [extent, ...rest]: readonly number[],
  [length, ...lengths]: readonly number[],
): Generator<readonly Span[]> {
  if (extent === undefined || length === undefined) {
    yield [];
    return;
  }
  for (let start = 0; start < extent; start += length) {
    for (const tail of blocksOf(rest, lengths)) yield [[start, Math.min(start + length, extent)], ...tail];
  }
}
