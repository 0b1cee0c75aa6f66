import { spawn } from "node:child_process";
import { linkSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createArray, openArray, slice } from "@zarrkit/api";
import { gridCoordinates } from "@zarrkit/core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { repository, TemporaryFolder } from "../src/process/run.ts";

// How much memory the built command line takes at its peak, as the kernel counts it.
const program = join(repository, "packages/zarrkit/dist/main.js");
const folder = new TemporaryFolder();
const at = (name: string): string => join(folder.path, name);
const mebibyte = 2 ** 20;
const shape = [512, 1024, 1024];

/** An array of 2 GiB whose stored values are all the same file, so that it takes little of the disk. */
async function plant(name: string, layout: { readonly chunks: number[]; readonly shards?: number[] }): Promise<void> {
  const array = await createArray({ store: at(name), shape, dtype: "float32", compressors: null, ...layout });
  const stored = layout.shards ?? layout.chunks;
  const values = Float32Array.from({ length: stored.reduce((a, b) => a * b) }, (_, index) => index % 8191);
  await array.set(
    stored.map((length) => slice(0, length)),
    { data: values, shape: stored },
  );
  const first = join(at(name), array.chunkKey([0, 0, 0]));
  for (const coordinates of gridCoordinates(array.gridShape)) {
    const path = join(at(name), array.chunkKey(coordinates));
    mkdirSync(dirname(path), { recursive: true });
    if (path !== first) linkSync(first, path);
  }
}

/** Runs a command; answers the most bytes that were resident. */
async function peakOf(...parameters: string[]): Promise<number> {
  const child = spawn(process.execPath, [program, ...parameters], { stdio: ["ignore", "ignore", "pipe"] });
  let peak = 0;
  let complaints = "";
  child.stderr.on("data", (text) => (complaints += text));
  const look = setInterval(() => {
    try {
      const [, kibibytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
      peak = Math.max(peak, Number(kibibytes ?? 0) * 1024);
    } catch {}
  }, 10);
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearInterval(look);
  expect(code, complaints).toBe(0);
  return peak;
}

beforeAll(async () => {
  await plant("chunks.zarr", { chunks: [64, 256, 256] });
  await plant("shards.zarr", { chunks: [64, 128, 256], shards: [128, 512, 1024] });
});
afterEach(() => rmSync(at("target.zarr"), { recursive: true, force: true }));
afterAll(() => folder.remove());

test.each([
  ["rechunk into chunks that cut across", "chunks.zarr", "256M", ["--chunks", "128,64,512"]],
  ["rechunk into shards", "chunks.zarr", "256M", ["--chunks", "64,64,64", "--shards", "64,512,512"]],
  ["rechunk out of shards", "shards.zarr", "512M", ["--chunks", "32,256,1024"]],
])("%s of 2 GiB keeps to --max-memory", async (_, source, memory, layout) => {
  const codec = ["--codec", '{"name":"zstd","configuration":{"level":1}}'];
  const peak = await peakOf("rechunk", at(source), at("target.zarr"), ...layout, ...codec, "--max-memory", memory);
  const [from, to] = await Promise.all([openArray(at(source)), openArray(at("target.zarr"))]);
  for (const place of [
    [0, 0, 0],
    [300, 1000, 77],
    [511, 1023, 1023],
  ]) {
    expect(await to.item(place)).toBe(await from.item(place));
  }
  expect(peak / mebibyte).toBeLessThan(Number.parseInt(memory, 10) + 100);
  expect(peak / mebibyte).toBeGreaterThan(40);
});

test("copy of shards of 256 MiB holds one at a time", async () => {
  const peak = await peakOf("copy", at("shards.zarr"), at("target.zarr"), "--max-memory", "128M");
  expect(peak / mebibyte).toBeLessThan(256 + 128 + 100);
});
