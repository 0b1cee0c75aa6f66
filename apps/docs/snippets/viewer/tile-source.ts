import { openArray, type StoreLike, slice } from "@zarrkit/api";

const edge = 256;

export interface Tile {
  readonly width: number;
  readonly height: number;
  readonly data: Uint16Array;
}

/** Tiles of a picture stack with the dimensions z, y and x. */
export async function tileSource(store: StoreLike, path: string) {
  const array = await openArray(store, {
    path,
    dtype: "uint16",
    mode: "r",
    // decoded chunks, for tiles that come back
    config: { chunkCacheBytes: 128 * 2 ** 20 },
  });

  return async (
    z: number,
    row: number,
    column: number,
    signal: AbortSignal,
  ): Promise<Tile> => {
    const selection = [
      z,
      slice(row * edge, (row + 1) * edge),
      slice(column * edge, (column + 1) * edge),
    ];
    const { data, shape } = await array.get(selection, {
      signal,
      priority: "high",
    });
    const [height = 0, width = 0] = shape; // less than 256 at the edges
    return { width, height, data };
  };
}
