import { argv } from "node:process";
import { sumOf } from "../checksum.ts";
import { peakMemory } from "../peak-memory.ts";
import type { Measurement } from "../task.ts";

export const tileEdge = 256;

/** Tiles to read at once, as plane and corner. */
export type Tile = readonly [plane: number, row: number, column: number];

/** What a contender's process gets. */
export interface TileTask {
  readonly url: string;
  readonly tiles: readonly Tile[];
}

/** Opens untimed, reads all tiles of the command line's task at once, and prints the measurement as the last line. */
export async function contendTiles(
  open: (url: string) => Promise<(tile: Tile) => Promise<Uint16Array>>,
): Promise<void> {
  const { url, tiles } = JSON.parse(argv.at(-1) as string) as TileTask;
  const read = await open(url);
  const start = performance.now();
  const found = await Promise.all(tiles.map(read));
  const milliseconds = performance.now() - start;
  const sum = found.reduce((total, elements) => (total + sumOf(elements)) >>> 0, 0);
  const measurement: Measurement = { milliseconds, peakBytes: peakMemory(), sum };
  console.log(JSON.stringify(measurement));
}
