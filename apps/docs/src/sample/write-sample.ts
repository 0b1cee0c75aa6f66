import { join } from "node:path";
import { consolidateMetadata, copyStore, createArray, createGroup } from "@zarrkit/api";
import { LocalStore } from "@zarrkit/store-fs";
import { ZipStore } from "@zarrkit/store-zip";

const [months, rows, columns] = [12, 18, 36];

/** Degrees Celsius, made up: cold at the poles, warmer in the northern summer. */
function temperature(): Float32Array {
  const values = new Float32Array(months * rows * columns);
  for (let i = 0; i < values.length; i++) {
    const month = Math.floor(i / (rows * columns));
    const latitude = 85 - 10 * (Math.floor(i / columns) % rows);
    const longitude = (i % columns) * 10 - 175;
    const season = -Math.cos(((month + 0.5) / months) * 2 * Math.PI) * (latitude / 90) * 15;
    const wave = 4 * Math.sin((longitude / 180) * Math.PI * 2) * Math.cos((latitude / 180) * Math.PI);
    values[i] = Math.round(4 * (28 - 45 * Math.sin((latitude / 180) * Math.PI) ** 2 + season + wave)) / 4;
  }
  return values;
}

const volumeShape = [32, 64, 64];

/** Two soft balls in a box. */
function volume(): Uint8Array {
  const [, height, width] = volumeShape as [number, number, number];
  const ball = (z: number, y: number, x: number, radius: number): number =>
    Math.max(0, 1 - Math.hypot(z, y, x) / radius);
  return Uint8Array.from({ length: 32 * 64 * 64 }, (_, i) => {
    const [z, y, x] = [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width];
    return Math.round(255 * Math.max(ball(z - 12, y - 24, x - 22, 16), ball(z - 20, y - 40, x - 44, 12)));
  });
}

/**
 * Writes the data that snippets and the playground read into a folder: `climate.zarr`, a group with `temperature`
 * (12 months × 18 × 36, with `time`, `latitude` and `longitude` beside it), the same as `climate.zip`, and `volume.zarr`, a
 * sharded array of 32 × 64 × 64.
 */
export async function writeSample(folder: string): Promise<void> {
  const store = join(folder, "climate.zarr");
  await createGroup({ store, attributes: { title: "A made-up climate" } });
  await createArray({
    store,
    name: "temperature",
    data: { data: temperature(), shape: [months, rows, columns] },
    chunks: [6, 9, 18],
    dimensionNames: ["time", "latitude", "longitude"],
    attributes: { units: "degC", long_name: "temperature of the air" },
  });
  const axis = (name: string, values: Float32Array | Uint8Array, units: string): Promise<unknown> =>
    createArray({ store, name, data: values, dimensionNames: [name], attributes: { units } });
  await axis(
    "time",
    Uint8Array.from({ length: months }, (_, i) => i + 1),
    "month",
  );
  await axis(
    "latitude",
    Float32Array.from({ length: rows }, (_, i) => 85 - 10 * i),
    "degrees_north",
  );
  await axis(
    "longitude",
    Float32Array.from({ length: columns }, (_, i) => 10 * i - 175),
    "degrees_east",
  );
  await consolidateMetadata(store);
  const archive = await ZipStore.open(new LocalStore(folder), "climate.zip", { mode: "w" });
  await copyStore(store, archive);
  await archive.close();
  await createArray({
    store: join(folder, "volume.zarr"),
    data: { data: volume(), shape: volumeShape },
    chunks: [16, 16, 16],
    shards: [32, 32, 32],
    dimensionNames: ["z", "y", "x"],
  });
}
