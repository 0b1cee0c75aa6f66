import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { openArray } from "@zarrkit/api";
import { S3Store } from "@zarrkit/store-s3";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { corpusFile } from "#corpus-file";
import { storePath } from "../src/corpus/files.ts";
import { type Case, cases } from "../src/corpus/manifest.ts";
import { bundleRow } from "../src/process/bundle-row.ts";
import { repository, TemporaryFolder } from "../src/process/run.ts";
import { Site } from "./page.ts";
import { startS3 } from "./s3-server.ts";

// What was built, bundled as people do it and served as pages are. The bundles are those whose size is limited.

/** What the scripts in a page call of the bundle of bundle/page.js. */
type Library = typeof import("@zarrkit/api") & typeof import("@zarrkit/store-web-fs");
/** And of that of bundle/viewer.js. */
interface Viewer {
  open(url: string, path?: string): Promise<import("@zarrkit/core").ReadableArray>;
}

let site: Site;
let folder: TemporaryFolder;
/** The files of the viewer's bundle that load before anything is opened. */
let atOnce: readonly string[];
beforeAll(async () => {
  folder = new TemporaryFolder();
  site = await Site.start(join(folder.path, "site"));
  for (const one of Object.values(samples)) site.publish(`/data/${one.id}`, storePath(one, folder.path));
  const viewer = await bundleRow("read-only HTTP client", folder);
  ({ atOnce } = JSON.parse(readFileSync(join(viewer, "files.json"), "utf8")) as { atOnce: string[] });
  site.publish("/viewer", viewer);
  site.publish("/esbuild", await bundleRow("whole library in a page", folder));
  site.publish("/vite", await bundleWithVite(folder));
});
afterAll(async () => {
  await site?.close();
  folder.remove();
});

const sample = (id: string): Case => cases.find((one) => one.id === id) as Case;
const samples = {
  sharded: sample("v3-shard-index-end-crc"),
  nested: sample("v3-ts-shard-nested"),
  v2: sample("v2-compressor-zstd"),
  blosc: sample("v3-codec-blosc-zstd-shuffle"),
  lzma: sample("v2-compressor-lzma-alone"),
};
const expected = (one: Case): string => Buffer.from(corpusFile(one.expected?.file as string)).toString("base64");
/** Of an array of version 2 the browser itself says that there is no `zarr.json`. */
const expectedComplaints = (url: string): string[] =>
  Object.values(samples)
    .filter((one) => one.format === 2)
    .map(
      ({ id }) =>
        "error: Failed to load resource: the server responded with a status of 404 (Not Found)" +
        ` ${url}/data/${id}/zarr.json`,
    );

describe.each([
  ["a page", false],
  ["an isolated page", true],
])("%s", (_, isolated) => {
  test("reads with the bundle of a viewer, and loads no more than is counted", async () => {
    const { page, url, complaints, scripts } = await site.open(isolated);
    await page.evaluate(() => load("/viewer/stdin.js").then(() => {}));
    expect((await scripts()).sort()).toEqual([...atOnce].sort());
    for (const one of Object.values(samples)) {
      const bytes = await page.evaluate(async (address) => {
        const viewer = (await load("/viewer/stdin.js")) as Viewer;
        const values = await (await viewer.open(`${location.origin}${address}`)).get();
        return btoa(String.fromCharCode(...values.toBytes()));
      }, `/data/${one.id}`);
      expect(bytes, one.id).toBe(expected(one));
    }
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(isolated);
    expect(complaints).toEqual(expectedComplaints(url));
  });

  test.each(["esbuild", "vite"])("copies from the network into the browser, bundled with %s", async (bundler) => {
    const { page, url, complaints } = await site.open(isolated);
    const read = await page.evaluate(
      async ([entry, ids]) => {
        const zarr = (await load(`/${entry}/stdin.js`)) as Library;
        const store = await zarr.DirectoryStore.open(await navigator.storage.getDirectory());
        const root = await zarr.createGroup({ store });
        for (const id of ids) {
          const source = await zarr.openArray(`${location.origin}/data/${id}`, { mode: "r" });
          await zarr.copy(source, root, { name: id });
        }
        // From what lies in the browser alone.
        const again = await zarr.openGroup(store, { mode: "r" });
        return Promise.all(
          ids.map(async (id) => {
            const array = await again.array(id);
            const values = await array.get();
            const middle = array.shape.map((size) => zarr.slice(1, size - 1));
            return {
              bytes: btoa(String.fromCharCode(...values.toBytes())),
              middle: (await array.get(middle)).toList(),
              whole: values.toList(),
            };
          }),
        );
      },
      [bundler, Object.values(samples).map(({ id }) => id)] as const,
    );
    Object.values(samples).forEach((one, i) => {
      expect(read[i]?.bytes, one.id).toBe(expected(one));
      expect(read[i]?.middle, one.id).toEqual(inner(read[i]?.whole));
    });
    expect(complaints).toEqual(expectedComplaints(url));
  });
});

/** Nested lists without the first and last of each. */
function inner(list: unknown): unknown {
  return Array.isArray(list) ? list.slice(1, -1).map(inner) : list;
}

async function bundleWithVite(out: TemporaryFolder): Promise<string> {
  const outDir = join(out.path, "vite");
  await build({
    root: join(repository, "packages/verify/bundle"),
    configFile: false,
    logLevel: "error",
    base: "./",
    build: {
      outDir,
      rolldownOptions: {
        input: join(repository, "packages/verify/bundle/page.js"),
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "stdin.js" },
      },
    },
  });
  return outDir;
}

test("a page reads and writes a bucket of another origin", async () => {
  const server = await startS3("minio");
  try {
    const { endpoint, region, credentials } = server;
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: "page" }));
    client.destroy();
    const { page, complaints } = await site.open(false);
    const storageOptions = { endpoint, region, credentials };
    const written = await page.evaluate(async (options) => {
      const zarr = (await load("/esbuild/stdin.js")) as Library;
      const values = Int32Array.from({ length: 600 }, (_, i) => i * i);
      const array = await zarr.createArray({
        store: "s3://page/a.zarr",
        storageOptions: options,
        data: { data: values, shape: [20, 30] },
        chunks: [5, 10],
        shards: [10, 30],
      });
      await array.set([3], -1);
      const again = await zarr.openArray("s3://page/a.zarr", { mode: "r", storageOptions: options });
      return (await again.get([zarr.slice(2, 5), 0])).toList();
    }, storageOptions);
    expect(written).toEqual([3600, -1, 14400]);
    const ours = await openArray(new S3Store("s3://page/a.zarr", storageOptions), { mode: "r", dtype: "int32" });
    expect((await ours.get([19, 29])).toList()).toBe(599 * 599);
    // The browser itself tells of keys that are missing, and of conditions that do not hold.
    expect(complaints.filter((one) => !one.startsWith("error: Failed to load resource"))).toEqual([]);
  } finally {
    await server.stop();
  }
});
