import { elementCount } from "../../buffer/stride.ts";
import type { GridDimension, StoreKey, StoreOptions } from "../../contract/index.ts";
import { coversAll, splitRegion } from "../../plan/split-region.ts";
import type { AxisProjection } from "../../selection/region.ts";
import { deleteValue, isListable, requireListable, requireWritable, valueSize } from "../../store/access.ts";
import { forEachConcurrently } from "../concurrency/concurrency.ts";
import { inTurn } from "../coordination/update-value.ts";
import type { ArrayAccess } from "./array-access.ts";

/** A chunk that is stored. */
export interface StoredChunk {
  readonly key: StoreKey;
  readonly coordinates: readonly number[];
}

/** The chunks that are stored, found by listing, also those beyond the end of the array. Other keys are left out. */
export async function* storedChunks(
  { store, path, metadata }: ArrayAccess,
  options: StoreOptions = {},
): AsyncGenerator<StoredChunk> {
  const prefix = path === "" ? "" : `${path}/`;
  const rank = metadata.shape.length;
  for await (const key of requireListable(store).list(prefix, options)) {
    const coordinates = metadata.chunkKeyEncoding.decode(key.slice(prefix.length), rank);
    if (coordinates !== undefined) yield { key, coordinates };
  }
}

/** How many chunks of the grid are stored. Throws `UnsupportedError` when the store cannot list. */
export async function countStoredChunks(access: ArrayAccess, options: StoreOptions = {}): Promise<number> {
  const { dimensions } = access.metadata.chunkGrid;
  let count = 0;
  for await (const { coordinates } of storedChunks(access, options)) {
    if (dimensions.every((dimension, axis) => (coordinates[axis] as number) < dimension.count)) count++;
  }
  return count;
}

/** Bytes of all values below the array's path, metadata included. Throws `UnsupportedError` when the store cannot list. */
export async function countStoredBytes(
  { store, path, config }: ArrayAccess,
  options: StoreOptions = {},
): Promise<number> {
  let bytes = 0;
  const keys = requireListable(store).list(path === "" ? "" : `${path}/`, options);
  await forEachConcurrently(keys, config.concurrency, async (key) => {
    const size = await valueSize(store, key, options);
    bytes += size ?? 0;
  });
  return bytes;
}

/** Chunks of a grid, by rule and as a list. */
export interface ChunkSet {
  has(coordinates: readonly number[]): boolean;
  readonly size: number;
  all(): Iterable<readonly number[]>;
}

/** The chunks that lie wholly inside a box. */
export function chunksInside(axes: readonly AxisProjection[], { metadata }: ArrayAccess): ChunkSet {
  const covered = axes.map((axis, index) => coveredChunks(axis, metadata.chunkGrid.dimensions[index] as GridDimension));
  return {
    has: (coordinates) => covered.every((chunks, axis) => chunks.has(coordinates[axis] as number)),
    size: covered.reduce((product, chunks) => product * chunks.size, 1),
    all: () => product(covered),
  };
}

/** The chunks of a grid that lie wholly outside a smaller one. */
export function chunksOutside(before: readonly number[], after: readonly number[]): ChunkSet {
  const kept = before.map((count, axis) => Math.min(count, after[axis] as number));
  return {
    has: (coordinates) => coordinates.some((chunk, axis) => chunk >= (after[axis] as number)),
    size: elementCount(before) - elementCount(kept),
    *all() {
      // For each axis those beyond its end, and within the ends of the axes before it: each chunk once.
      for (const [outside, end] of kept.entries()) {
        yield* product(
          before.map((count, axis) => {
            if (axis === outside) return range(end, count);
            return range(0, axis < outside ? (kept[axis] as number) : count);
          }),
        );
      }
    },
  };
}

/** Deletes chunks: those among the stored ones where the store lists, unless they are few, otherwise all by their keys. */
export async function deleteChunks(access: ArrayAccess, chunks: ChunkSet, options: StoreOptions = {}): Promise<void> {
  const { store, config } = access;
  requireWritable(store);
  const isFew = chunks.size <= config.concurrency;
  const keys = isListable(store) && !isFew ? await storedKeys(access, chunks, options) : keysOf(access, chunks);
  await forEachConcurrently(keys, config.concurrency, (key) => deleteChunk(access, key, options), options.signal);
}

function deleteChunk({ store, config }: ArrayAccess, key: StoreKey, { signal }: StoreOptions): Promise<void> {
  const { synchronizer } = config;
  return inTurn({ store, key, synchronizer, signal }, async () => deleteValue(store, key, { signal }));
}

/** All at once: a listing need not hold while keys go. */
async function storedKeys(access: ArrayAccess, chunks: ChunkSet, options: StoreOptions): Promise<StoreKey[]> {
  const keys: StoreKey[] = [];
  for await (const { key, coordinates } of storedChunks(access, options)) if (chunks.has(coordinates)) keys.push(key);
  return keys;
}

function* keysOf(access: ArrayAccess, chunks: ChunkSet): Generator<StoreKey> {
  for (const coordinates of chunks.all()) yield access.keyOf(coordinates);
}

/** The chunks of an axis all of whose elements are selected. */
function coveredChunks(axis: AxisProjection, dimension: GridDimension): ReadonlySet<number> {
  const covered = new Set<number>();
  for (const { coordinates, region } of splitRegion({ kind: "box", axes: [axis] }, [dimension])) {
    const [chunk] = coordinates as [number];
    const valid = Math.min(dimension.size(chunk), dimension.extent - dimension.start(chunk));
    if (coversAll(region, [valid])) covered.add(chunk);
  }
  return covered;
}

function* product(axes: readonly Iterable<number>[]): Generator<readonly number[]> {
  const [first, ...rest] = axes;
  if (first === undefined) yield [];
  else for (const chunk of first) for (const others of product(rest)) yield [chunk, ...others];
}

function range(from: number, to: number): Iterable<number> {
  return {
    *[Symbol.iterator]() {
      for (let chunk = from; chunk < to; chunk++) yield chunk;
    },
  };
}
