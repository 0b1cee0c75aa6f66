import type { GridDimension } from "../contract/index.ts";
import { ArrayIndexError, BoundsCheckError } from "../error/usage-error.ts";
import { type BasicItem, type BasicSelection, expandItems } from "./basic.ts";
import { toInteger, wrapIndex } from "./index-value.ts";
import { type AxisSelection, boxSelection, type NormalizedSelection } from "./normalized.ts";
import { isSlice, type Slice } from "./slice.ts";

/** Integers and slices of step 1 for each axis, counted in stored chunks: of a sharded array, in shards. */
export type BlockSelection = BasicSelection;

/**
 * Resolves a selection of whole chunks against a grid. An integer keeps its axis. A stop is clipped to the grid.
 *
 * Throws `BoundsCheckError` for an integer or a start outside the grid, `ArrayIndexError` for other steps and items.
 */
export function normalizeBlock(
  selection: BlockSelection | undefined,
  dimensions: readonly GridDimension[],
  dimensionNames?: readonly (string | null)[],
): NormalizedSelection {
  const shape = dimensions.map((dimension) => dimension.extent);
  const items = expandItems<BasicItem>(selection, shape, dimensionNames);
  return boxSelection(items.map((item, axis) => selectBlocks(item, dimensions[axis] as GridDimension, axis)));
}

function selectBlocks(item: BasicItem, dimension: GridDimension, axis: number): AxisSelection {
  if (item === null) return elements(0, dimension.extent);
  const { first, end } = isSlice(item) ? blockRange(item, dimension, axis) : singleBlock(item, dimension, axis);
  // The last block ends with the array, wherever its chunk does.
  const edge = (block: number): number => (block < dimension.count ? dimension.start(block) : dimension.extent);
  return elements(edge(first), Math.max(edge(first), edge(end)));
}

function singleBlock(item: unknown, { count }: GridDimension, axis: number) {
  if (typeof item !== "number" && typeof item !== "bigint") {
    throw new ArrayIndexError(`Axis ${axis} needs an integer, a slice or null in a block selection`);
  }
  const first = wrapIndex(toInteger(item, `The block for axis ${axis}`), count, axis, "chunks");
  return { first, end: first + 1 };
}

function blockRange({ start, stop, step }: Partial<Slice>, { count }: GridDimension, axis: number) {
  if (Number(step ?? 1) !== 1) throw new ArrayIndexError(`The step for axis ${axis} must be 1 in a block selection`);
  const bound = (value: number | bigint | null | undefined, open: number, what: string): number => {
    const block = toInteger(value ?? open, `The ${what} for axis ${axis}`);
    return block < 0 ? block + count : block;
  };
  const first = bound(start, 0, "start");
  // An axis without elements has no block to start at, and all of it is nothing.
  if (first < 0 || (first >= count && !(first === 0 && count === 0))) {
    throw new BoundsCheckError(`Block ${String(start)} is out of bounds for axis ${axis} with ${count} chunks`);
  }
  return { first, end: Math.max(0, Math.min(bound(stop, count, "stop"), count)) };
}

function elements(start: number, stop: number): AxisSelection {
  const count = stop - start;
  return { projection: { kind: "run", start, step: 1, count, target: 0 }, count, dropped: false };
}
