import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer, type TestServer } from "@zarrkit/test-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { corpusFile } from "#corpus-file";
import { folderEntries, storePath } from "../src/corpus/files.ts";
import { type Case, cases, type Member } from "../src/corpus/manifest.ts";
import { bundleRow } from "../src/process/bundle-row.ts";
import { run, TemporaryFolder } from "../src/process/run.ts";

// The bundle whose size is limited is the one that works: it reads arrays of the corpus from a real web server.
const row = "read-only HTTP client";

interface Report {
  readonly atOnce: readonly string[];
  readonly arrays: readonly {
    readonly shape: readonly number[];
    readonly dtype: string;
    readonly bytes: string;
    readonly loaded: readonly string[];
  }[];
}

let server: TestServer;
let folder: TemporaryFolder;
let bundled: string;
let files: { readonly atOnce: readonly string[]; readonly inUse: Readonly<Record<string, readonly string[]>> };
beforeAll(async () => {
  folder = new TemporaryFolder();
  bundled = await bundleRow(row, folder);
  files = JSON.parse(readFileSync(join(bundled, "files.json"), "utf8"));
  server = await startServer();
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

/** Reads arrays: a case each, or a case that is a group and the name of an array in it, after `#`. Before `@`, an element. */
async function read(...ids: readonly string[]): Promise<Report & { readonly expected: readonly (Case | Member)[] }> {
  const expected = ids.map((id): Case | Member => {
    const [name, member] = id.replace("@", "").split("#") as [string, string?];
    const one = cases.find((candidate) => candidate.id === name) as Case;
    for (const [key, bytes] of folderEntries(storePath(one, folder.path))) server.files.set(`/${name}/${key}`, bytes);
    return member === undefined ? one : (one.members?.[member] as Member);
  });
  const child = fileURLToPath(new URL("../bundle/viewer-child.js", import.meta.url));
  const { code, output } = await run(process.execPath, [child, bundled, ...ids.map((id) => `${server.url}/${id}`)]);
  expect(output).toMatch(/^\{.*\}\n$/);
  expect(code).toBe(0);
  return { ...(JSON.parse(output) as Report), expected };
}

function expectArrays(arrays: Report["arrays"], expected: readonly (Case | Member)[]): void {
  expect(arrays).toHaveLength(expected.length);
  expected.forEach((one, index) => {
    const { shape, dtype, bytes } = arrays[index] ?? {};
    expect({ shape, dtype }).toEqual({ shape: one.shape, dtype: one.dtype });
    expect(Buffer.from(bytes ?? "", "base64")).toEqual(Buffer.from(corpusFile(one.expected?.file as string)));
  });
}

test.each([
  ["float32 in gzip", "v3-codec-gzip-level-0"],
  ["float32 in zstd and crc32c, without WebAssembly", "v3-ts-zstd-crc32c-be"],
  ["an element of a shard of float32", "v3-shard-index-end-crc@"],
])("what loads is what is counted: %s", async (use, id) => {
  const { atOnce, arrays } = await read(id);
  expect([...atOnce].sort()).toEqual([...files.atOnce].sort());
  const loaded = (arrays[0]?.loaded ?? []).filter((file) => !file.startsWith("zstddec-"));
  expect(loaded.sort()).toEqual([...(files.inUse[use] ?? [])].sort());
});

test("a plain read takes one request for each document and chunk", async () => {
  server.take();
  await read("v3-codec-gzip-level-0");
  const asked = server.take().map(({ url }) => url.replace("/v3-codec-gzip-level-0/", ""));
  expect(asked.sort()).toEqual([
    "c/0/0",
    "c/0/1",
    "c/0/2",
    "c/1/0",
    "c/1/1",
    "c/1/2",
    "c/2/0",
    "c/2/1",
    "c/2/2",
    "zarr.json",
  ]);
});

test("the bundle reads both versions, shards, and grids of several chunk shapes", async () => {
  const { arrays, expected } = await read(
    "v3-dtype-float32",
    "v2-dtype-int32",
    "v2-compressor-zlib",
    "v3-codec-blosc-lz4-shuffle",
    "v3-shard-index-end-crc",
    "v3-shard-inner-transpose-inner",
    "v3-shard-outer-gzip",
    "v3-ts-shard-nested",
    "v3-rectilinear-explicit",
    "v3-shard-all-missing",
  );
  expectArrays(arrays, expected);
});

test("the bundle finds arrays in groups, with consolidated metadata and without", async () => {
  const { arrays, expected } = await read("v3-group-consolidated#a/y", "v2-group-consolidated#x", "v2-group-tree#a/y");
  expectArrays(arrays, expected);
  const asked = server.take().map(({ url }) => url);
  expect(asked.filter((url) => url.startsWith("/v3-group-consolidated/") && url.endsWith(".json"))).toHaveLength(1);
});
