import { deepEqual, equal } from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { createArray, createGroup, fromArray, openArray, openGroup, slice } from "@zarrkit/api";
import { farewell } from "./farewell.ts";
import { picture } from "./picture.ts";
import { dataFile, type Rain, readRain } from "./rain.ts";

type Say = (text: string) => void;

/** Stands for "not known". No cell of this field does; the picture would show one in grey. */
const noData = 65535;

const folders = ["rain.zarr", "rain-v2.zarr"] as const;

/** How arrays are stored: in version 3 of the format, and in version 2. */
const layouts = {
  "rain.zarr": (chunks: readonly number[], dimensionNames: readonly string[]) => ({
    zarrFormat: 3 as const,
    // Chunks are compressed one by one. A shard is one file that holds four of them.
    chunks,
    shards: chunks.map((length) => 2 * length),
    compressors: { name: "zstd", configuration: { level: 5 } },
    dimensionNames,
    attributes: {},
  }),
  "rain-v2.zarr": (chunks: readonly number[], dimensionNames: readonly string[]) => ({
    zarrFormat: 2 as const,
    chunks,
    compressors: { id: "blosc", cname: "zstd", clevel: 5, shuffle: 1, blocksize: 0 },
    // Version 2 has no dimension names. This attribute is where xarray looks for them.
    attributes: { _ARRAY_DIMENSIONS: dimensionNames },
  }),
};

/** Real data into Zarr and back, on local disk. Throws when a value read is not the value that was written. */
export async function demo(output: URL, say: Say): Promise<void> {
  const rain = await readRain();
  say(`Zarrkit: real data into Zarr and back

1. Read the rain of the year 2016 on a grid of ${rain.shape.join(" × ")} cells, and a small array that zarr-python wrote.`);
  for (const folder of folders) {
    await save(folder, output, rain);
    await reopen(new URL(folder, output), rain);
  }
  say("2. Saved both as Zarr version 3, in shards, and as version 2. Reopened them: every value is equal.");
  for (const folder of folders) await halveTheAmazon(new URL(folder, output), rain);
  say("3. Copied the field and updated a region: half the rain in the Amazon. Everything else stayed as it was.\n");
  await show(output, say);
  await ask(output, rain, say);
  await draw(output);
  say(farewell);
}

/** Makes a group and saves the field in it, and beside it what zarr-python wrote. */
async function save(folder: (typeof folders)[number], output: URL, rain: Rain): Promise<void> {
  const store = new URL(folder, output);
  const layout = layouts[folder]([42, 45], ["lat", "lon"]);
  await createGroup({ store, zarrFormat: layout.zarrFormat, attributes: { title: "Rain of 2016" }, overwrite: true });

  const data = { data: rain.data, shape: rain.shape };
  const attributes = { ...layout.attributes, units: "mm" };
  await createArray({ store, name: "rain", data, fillValue: noData, ...layout, attributes });

  const fromPython = await openArray(dataFile("written-by-python.zarr"), { mode: "r" });
  await createArray({ store, name: "from-python", data: fromPython, ...layouts[folder]([10, 15], ["row", "column"]) });
}

/** Opens what was saved and compares every value. Because of `dtype`, TypeScript knows what `data` is. */
async function reopen(store: URL, rain: Rain): Promise<void> {
  const saved = await openArray(store, { path: "rain", dtype: "uint16", mode: "r" });
  deepEqual((await saved.get()).data, rain.data);

  const copy = await openArray(store, { path: "from-python", dtype: "int32", mode: "r" });
  const fromPython = await openArray(dataFile("written-by-python.zarr"), { dtype: "int32", mode: "r" });
  deepEqual((await copy.get()).toList(), (await fromPython.get()).toList());
}

/** Copies the field, then reads a region of it and writes half of that to the copy. */
async function halveTheAmazon(store: URL, rain: Rain): Promise<void> {
  const field = await openArray(store, { path: "rain", dtype: "uint16", mode: "r" });
  const dry = await fromArray({ store, name: "half-the-rain", data: field });

  const [north, south, west, east] = [rain.row(5), rain.row(-15), rain.column(-75), rain.column(-50)];
  const amazon = [slice(north, south), slice(west, east)];
  const region = await field.get(amazon);
  await dry.set(amazon, { shape: region.shape, data: region.data.map(half) });

  const expected = rain.data.map((millimetres, index) => {
    const [row, column] = [Math.floor(index / rain.shape[1]), index % rain.shape[1]];
    return row >= north && row < south && column >= west && column < east ? half(millimetres) : millimetres;
  });
  deepEqual((await dry.get()).data, expected);
}

function half(millimetres: number): number {
  return Math.round(millimetres / 2);
}

/** Prints what the groups hold, and what an array says about itself. */
async function show(output: URL, say: Say): Promise<void> {
  for (const folder of folders) {
    const group = await openGroup(new URL(folder, output), { mode: "r" });
    say(`demo-output/${folder} (version ${group.zarrFormat})\n${await group.tree()}`);
  }
  const array = await openArray(new URL("rain.zarr", output), { path: "rain", mode: "r" });
  say(`What "rain" of rain.zarr says about itself:\n${array.info()}\n`);
}

/** Reads parts of the field. Only the chunks that hold them are fetched. */
async function ask(output: URL, rain: Rain, say: Say): Promise<void> {
  const options = { path: "rain", dtype: "uint16", mode: "r" } as const;
  const v3 = await openArray(new URL("rain.zarr", output), options);
  const v2 = await openArray(new URL("rain-v2.zarr", output), options);

  // A part by the names of the dimensions, and the same part by position: Great Britain and Ireland.
  const [north, south, west, east] = [rain.row(59), rain.row(50), rain.column(-11), rain.column(2)];
  const named = await v3.get({ lat: [north, south], lon: [west, east] });
  const sliced = await v2.get([slice(north, south), slice(west, east)]);
  deepEqual(named.toList(), sliced.toList());
  say(`4. Asked for parts. The wettest cell of Great Britain and Ireland had ${Math.max(...named.data)} mm.`);

  // A step of -1 goes backwards, from south to north: what was the last row comes first.
  const northward = await v3.get([slice(null, null, -1), "..."]);
  deepEqual(northward.data.subarray(0, rain.shape[1]), rain.data.subarray(-rain.shape[1]));

  for (const [place, latitude, longitude] of places) {
    const cell = [rain.row(latitude), rain.column(longitude)];
    const millimetres = await v3.item(cell);
    equal(millimetres, await v2.item(cell));
    say(`   ${place.padEnd(8)}${String(millimetres).padStart(5)} mm`);
  }
}

const places = [
  ["Cairo", 30, 31],
  ["London", 51, 0],
  ["Tokyo", 36, 140],
  ["Mumbai", 19, 73],
  ["Quibdó", 6, -77],
] as const;

/** Draws the field and its copy, as PNG pictures. */
async function draw(output: URL): Promise<void> {
  for (const path of ["rain", "half-the-rain"]) {
    const array = await openArray(new URL("rain.zarr", output), { path, dtype: "uint16", mode: "r" });
    const { shape, data } = await array.get();
    await writeFile(new URL(`${path}.png`, output), picture(shape, data, noData));
  }
}
