import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createArray } from "@zarrkit/api";
import { type Response, startServer, type TestServer } from "@zarrkit/test-server";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { storePath } from "../src/corpus/files.ts";
import { type Case, cases } from "../src/corpus/manifest.ts";
import { repository, TemporaryFolder } from "../src/process/run.ts";
import { Site } from "./page.ts";

// Workers in a page that Vite has bundled, by the recipe of their README.

/** What the scripts in a page call of what was bundled. */
type Library = typeof import("./worker-page/page.ts");
type Recipe = { readonly pool: import("@zarrkit/workers").WorkerPool };

let site: Site;
let folder: TemporaryFolder;
let server: TestServer;

const samples = [
  "v3-shard-index-end-crc",
  "v3-ts-shard-nested",
  "v2-compressor-zstd",
  "v2-compressor-lzma-alone",
  "v3-codec-blosc-zstd-shuffle",
].map((id) => cases.find((one) => one.id === id) as Case);

beforeAll(async () => {
  folder = new TemporaryFolder();
  site = await Site.start(join(folder.path, "site"));
  for (const one of samples) site.publish(`/data/${one.id}`, storePath(one, folder.path));
  await createArray({
    store: join(folder.path, "site/data/waves"),
    data: { data: Float32Array.from({ length: 1024 * 1024 }, (_, at) => Math.sin(at / 99)), shape: [1024, 1024] },
    chunks: [128, 128],
    shards: [512, 512],
  });
  site.publish("/bundle", await bundleRecipe());
  server = await startServer();
  server.respond = answer;
});
afterAll(async () => {
  await site?.close();
  await server?.close();
  folder.remove();
});

/** How a server answers that lets any page read. */
const answer = (): Response => ({ headers: { "access-control-allow-origin": "*" } });

/** Bundles what is in the README, and the page of this test beside it. */
async function bundleRecipe(): Promise<string> {
  const readme = readFileSync(join(repository, "packages/workers/README.md"), "utf8");
  const files = [...readme.matchAll(/^```ts\n\/\/ (\S+\.ts)\n(.*?)^```$/gms)].map(([, name = "", text = ""]) => [
    name,
    text,
  ]);
  const root = join(folder.path, "recipe");
  folder.write(Object.fromEntries(files.map(([name, text]) => [`recipe/${name}`, text as string])));
  cpSync(join(repository, "packages/verify/services/worker-page"), root, { recursive: true });
  symlinkSync(join(repository, "packages/verify/node_modules"), join(root, "node_modules"));
  const outDir = join(folder.path, "bundle");
  mkdirSync(outDir);
  await build({
    root,
    configFile: join(root, "vite.config.ts"),
    logLevel: "error",
    base: "./",
    build: {
      outDir,
      rolldownOptions: {
        input: { page: join(root, "page.ts"), pool: join(root, "pool.ts") },
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "[name].js" },
      },
    },
  });
  return outDir;
}

/** An array of eight chunks of a codec on a server, whose requests are seen. */
async function publishOdd(codec: string): Promise<string> {
  const store = new Map<string, Uint8Array>();
  const { registry } = await import("./worker-page/odd-codec.ts");
  await createArray({ store, data: new Uint8Array(32).fill(7), chunks: [4], compressors: codec, registry });
  for (const [key, value] of store) server.files.set(`/${codec}/${key}`, value);
  return `${server.url}/${codec}`;
}

describe.each([
  ["a page", false],
  ["an isolated page", true],
])("%s", (_, isolated) => {
  test("by the recipe: workers ask the web server themselves, and share memory where that is allowed", async () => {
    const { page, complaints } = await site.open(isolated);
    const found = await page.evaluate(async () => {
      const { readBoth } = (await load("/bundle/page.js")) as Library;
      const { pool } = (await load("/bundle/pool.js")) as Recipe;
      return readBoth(`${location.origin}/data/waves`, pool);
    });
    const memory = isolated ? "SharedArrayBuffer" : "ArrayBuffer";
    expect(found).toEqual({ asked: 0, memory, isEqual: true, isPartEqual: true });
    await expect.poll(() => page.workers().length).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  test.each(["usualPool", "oddPool"] as const)(
    "arrays of others are what they are without workers: %s",
    async (kind) => {
      const { page } = await site.open(isolated);
      const started: string[] = [];
      page.on("worker", (worker) => started.push(worker.url()));
      const reads = await page.evaluate(
        async ([kind, ids]) => {
          const zarr = (await load("/bundle/page.js")) as Library;
          const pool = await zarr[kind]();
          const reads = await Promise.all(ids.map((id) => zarr.readBoth(`${location.origin}/data/${id}`, pool)));
          await pool.close();
          return reads;
        },
        [kind, samples.map(({ id }) => id)] as const,
      );
      expect(reads.map((read) => [read.isEqual, read.isPartEqual])).toEqual(samples.map(() => [true, true]));
      await expect.poll(() => started.length).toBeGreaterThan(0);
      await expect.poll(() => page.workers().length).toBe(0);
    },
  );

  test("workers encode for a store of the page, and decode what they wrote", async () => {
    const { page, complaints } = await site.open(isolated);
    const codecs = ["odd.good", "gzip", "zstd", "blosc", "crc32c", "numcodecs.zlib", "numcodecs.lz4", "numcodecs.bz2"];
    const wrong = await page.evaluate(async (names) => {
      const zarr = (await load("/bundle/page.js")) as Library;
      return zarr.roundTrips(names, await zarr.oddPool());
    }, codecs);
    expect(wrong).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("workers give up requests of a read that is called off", async () => {
    const { page } = await site.open(isolated);
    const address = await publishOdd("odd.good");
    server.respond = ({ url }) => ({ ...answer(), ...(url.includes("/c/") && { delay: Number.POSITIVE_INFINITY }) });
    server.take();
    server.abandoned = 0;
    const found = page.evaluate(async (url) => {
      const zarr = (await load("/bundle/page.js")) as Library;
      return zarr.readOdd(url, await zarr.oddPool());
    }, address);
    const asked = () => server.requests.filter(({ url }) => url.includes("/c/")).length;
    await expect.poll(asked).toBeGreaterThan(1);
    await page.evaluate(async () => ((await load("/bundle/page.js")) as Library).leaving.abort(new Error("enough")));
    expect(await found).toMatchObject({ message: "enough" });
    await expect.poll(() => asked() - server.abandoned).toBe(0);
    server.respond = answer;
  });

  test("a worker that breaks is an error, and the next read has another one", async () => {
    const { page, complaints } = await site.open(isolated);
    const addresses = await Promise.all(["odd.good", "odd.throw", "odd.crash", "odd.close"].map(publishOdd));
    const found = await page.evaluate(async (urls) => {
      const zarr = (await load("/bundle/page.js")) as Library;
      const pool = await zarr.oddPool();
      const reads: unknown[] = [];
      for (const at of [0, 1, 2, 0, 2, 0, 3, 0]) reads.push(await zarr.readOdd(urls[at] as string, pool));
      const none = await zarr.oddPool({ worker: () => new Worker("/there/is/none.js") });
      return [...reads, await zarr.readOdd(urls[0] as string, none)];
    }, addresses);
    const values = new Array(32).fill(7);
    const broken = { code: "WORKER", message: expect.stringContaining("the worker is broken") };
    expect(found).toEqual([
      values,
      {
        code: "CODEC",
        key: expect.stringMatching(/^c\/\d$/),
        message: expect.stringContaining("it is odd"),
      },
      broken,
      values,
      broken,
      values,
      { code: "WORKER", message: expect.stringContaining("it closed itself") },
      values,
      { code: "WORKER", message: expect.stringContaining("its script cannot be loaded") },
    ]);
    expect(complaints.filter((one) => !one.includes("/there/is/none.js"))).toEqual([]);
  });
});
