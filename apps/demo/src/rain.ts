import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";

/** Precipitation of one year on a grid of one degree. */
export interface Rain {
  /** Rows from north to south, columns from west to east. */
  readonly shape: readonly [rows: number, columns: number];
  /** Millimetres, row by row. */
  readonly data: Uint16Array;
  /** The row of a latitude, in degrees north. */
  row(latitude: number): number;
  /** The column of a longitude, in degrees east. */
  column(longitude: number): number;
}

export async function readRain(): Promise<Rain> {
  const text = gunzipSync(await readFile(dataFile("annual-precip.json.gz"))).toString();
  // The grid starts at `translate` (longitude, latitude) and goes on in steps of `scale`.
  const { width, height, scale, translate, values } = JSON.parse(text);
  return {
    shape: [height, width],
    data: Uint16Array.from(values),
    row: (latitude) => (latitude - translate[1]) / scale[1],
    column: (longitude) => (longitude - translate[0]) / scale[0],
  };
}

/** Where a file or folder of `apps/demo/data` is. */
export function dataFile(name: string): URL {
  return new URL(`../data/${name}`, import.meta.url);
}
