import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { consolidateMetadata, copyStore, createArray, createGroup, slice } from "@zarrkit/api";
import { LocalStore } from "@zarrkit/store-fs";
import { ZipStore } from "@zarrkit/store-zip";
import { demo } from "../../../../apps/demo/src/demo.ts";
import { readRain } from "../../../../apps/demo/src/rain.ts";

export const volumeShape = [24, 96, 160] as const;

/** The value at a place of the sharded volume; its last shards are not stored. */
export function volumeValue(z: number, y: number, x: number): number {
  return z < 16 ? Math.round(1000 * Math.sin(z / 8 + y / 20) * Math.cos(x / 25 - z / 30)) : 0;
}

/**
 * A folder with the inspector and what it is to show: what the demo makes, a group in a folder and in an archive, and a
 * sharded volume.
 */
export async function writeInspectorSample(folder: string): Promise<void> {
  const built = fileURLToPath(new URL("../../../../apps/inspector/dist", import.meta.url));
  cpSync(built, join(folder, "inspector"), { recursive: true });
  mkdirSync(join(folder, "demo-output"));
  await demo(pathToFileURL(join(folder, "demo-output/")), () => {});
  await writeGroup(join(folder, "demo.zarr"));
  for (const zarrFormat of [2, 3] as const) await writePlainGroup(join(folder, `plain-${zarrFormat}.zarr`), zarrFormat);
  const archive = await ZipStore.open(new LocalStore(folder), "demo.zip", { mode: "w" });
  await copyStore(join(folder, "demo.zarr"), archive);
  await archive.close();
  await writeVolume(join(folder, "volume.zarr"));
  await createArray({ store: join(folder, "broken.zarr"), data: new Uint8Array(512).fill(7), chunks: [128] });
  writeFileSync(join(folder, "broken.zarr/c/2"), "garbage");
  // Nobody can read all of it: it is 10 TB.
  await createArray({
    store: join(folder, "huge.zarr"),
    shape: [3_000_000, 3_000_000],
    chunks: [512, 512],
    dtype: "uint8",
  });
}

async function writeGroup(store: string): Promise<void> {
  const { shape, data } = await readRain();
  const title = "Precipitation in 2016";
  await createGroup({ store, attributes: { title } });
  const rain = { data: { data, shape: [...shape] }, chunks: [45, 90], dimensionNames: ["latitude", "longitude"] };
  await createArray({ store, name: "rain", ...rain, attributes: { units: "mm", long_name: title } });
  await createArray({ store, name: "places/names", data: ["Berlin", "Lima", "Tokyo"] });
  await consolidateMetadata(store);
}

/** A group whose members are known from a list of its folder alone. */
async function writePlainGroup(store: string, zarrFormat: 2 | 3): Promise<void> {
  await createGroup({ store, zarrFormat });
  const data = { data: Float32Array.from({ length: 64 }, (_, at) => at), shape: [8, 8] };
  const array = await createArray({ store, name: "inner/squares", data, chunks: [4, 2], zarrFormat });
  await array.set([slice(4, 8), slice(0, 4)], 0);
}

async function writeVolume(store: string): Promise<void> {
  const [depth, height, width] = volumeShape;
  const data = new Int32Array(depth * height * width);
  for (let index = 0; index < data.length; index++) {
    const [z, y, x] = [Math.floor(index / (height * width)), Math.floor(index / width) % height, index % width];
    data[index] = volumeValue(z, y, x);
  }
  const layout = { chunks: [4, 32, 32], shards: [8, 96, 160], dimensionNames: ["z", "y", "x"] };
  await createArray({ store, data: { data, shape: [...volumeShape] }, ...layout });
}

/** Along each axis of the large array, which is 4 GiB. */
export const largeShape = [64, 8192, 8192] as const;
export const largeChunks = [8, 256, 256] as const;

/** The value at a place of the large array: every chunk is the same. */
export const largeValue = (z: number, y: number, x: number): number => ((z % 8) * 31 + (y % 256) * 7 + (x % 256)) % 251;

/** The files of the large array: those of one chunk, which stands for all. */
export async function largeFiles(): Promise<Map<string, Uint8Array>> {
  const store = new Map<string, Uint8Array>();
  const layout = { shape: largeShape, chunks: largeChunks, dtype: "uint8", dimensionNames: ["z", "y", "x"] } as const;
  const array = await createArray({ store, ...layout });
  const [depth, height, width] = largeChunks;
  const values = Uint8Array.from({ length: depth * height * width }, (_, at) =>
    largeValue(Math.floor(at / (height * width)), Math.floor(at / width) % height, at % width),
  );
  await array.blocks.set([0, 0, 0], { data: values, shape: largeChunks });
  const chunk = store.get("c/0/0/0");
  class Files extends Map<string, Uint8Array> {
    override get(path: string): Uint8Array | undefined {
      return /^\/large\/c\/.*\d$/.test(path) ? chunk : super.get(path);
    }
  }
  return new Files([...store].map(([key, bytes]) => [`/large/${key}`, bytes]));
}
