import { forEachConcurrently, gridCoordinates, slice, type ZarrArray } from "@zarrkit/core";

/** How far a long operation has come. */
export interface Progress {
  /** Steps done: regions, keys or nodes. */
  readonly done: number;
  /** Steps in all, where that is known. */
  readonly total: number | undefined;
}

/** Is told how far a copy is each time that a part of it is done. */
export type OnProgress = (progress: Progress) => void;

export interface CopyRegionsOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Copies the values of one array to another of the same shape, one stored object of the target at a time. */
export async function copyRegions<D extends string>(
  source: ZarrArray,
  target: ZarrArray<D>,
  options: CopyRegionsOptions = {},
): Promise<void> {
  const { signal, onProgress } = options;
  const shape = target.shards ?? target.chunks;
  const counts = target.shape.map((extent, axis) => Math.ceil(extent / (shape[axis] as number)));
  const total = counts.reduce((product, count) => product * count, 1);
  let done = 0;
  await forEachConcurrently(
    gridCoordinates(counts),
    target.environment.config.concurrency,
    async (coordinates) => {
      const region = coordinates.map((at, axis) => {
        const size = shape[axis] as number;
        return slice(at * size, (at + 1) * size);
      });
      await target.set(region, await source.get(region, { signal }), { signal });
      onProgress?.({ done: ++done, total });
    },
    signal,
  );
}
