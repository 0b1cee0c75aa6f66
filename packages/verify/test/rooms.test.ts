import { afterEach, beforeEach, expect, test } from "vitest";
import { runScript, TemporaryFolder } from "../src/process/run.ts";

// A small tree that keeps every rule; each test breaks one.
const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({ name: `@zarrkit/${name}`, exports: { ".": { "@zarrkit/source": "./src/index.ts" } }, ...more });
const peer = { peerDependencies: { "@zarrkit/core": "workspace:^" } };
const good = {
  "packages/core/package.json": manifest("core"),
  "packages/core/src/index.ts":
    'export { open } from "./node/document/open.ts";\nexport type { Store } from "./contract/store.ts";\n',
  "packages/core/src/node/document/open.ts":
    'import { ZarrError } from "../../error/zarr-error.ts";\nexport const open = ZarrError;\n',
  "packages/core/src/error/zarr-error.ts": "// process.exit, in words only\nexport const ZarrError = 'process.env';\n",
  "packages/core/src/contract/store.ts": "export interface Store {}\n",
  "packages/codec-a/package.json": manifest("codec-a", {
    ...peer,
    dependencies: { "@zarrkit/codec-base": "workspace:^" },
    imports: { "#zip": { node: "./dist/zip-node.js", default: "./dist/zip.js" } },
  }),
  "packages/codec-a/src/index.ts":
    'import type { Store } from "@zarrkit/core";\nimport { block } from "@zarrkit/codec-base";\nexport const load = () => import("#zip");\n',
  "packages/codec-a/src/zip.ts": "export const zip = 1;\n",
  "packages/codec-a/src/zip-node.ts": 'import { gzipSync } from "node:zlib";\nexport const zip = gzipSync;\n',
  "packages/codec-base/package.json": manifest("codec-base", peer),
  "packages/codec-base/src/index.ts": "export const block = 1;\n",
  "packages/store-fs/package.json": manifest("store-fs", { ...peer, zarrkit: { platform: "node" } }),
  "packages/store-fs/src/index.ts": 'import { open } from "node:fs/promises";\nexport const read = open;\n',
};

let tree: TemporaryFolder;
beforeEach(() => {
  tree = new TemporaryFolder();
  tree.write(good);
});
afterEach(() => tree.remove());
const check = (): ReturnType<typeof runScript> => runScript("check-rooms.mjs", "--root", tree.path);

test("a tree in order passes", async () => {
  expect(await check()).toEqual({ code: 0, output: "Rooms: 4 packages in order.\n" });
});

const violations: readonly [rule: string, file: string, text: string, message: RegExp][] = [
  ["rooms", "core/src/error/zarr-error.ts", 'import "../node/document/open.ts";\n', /error may not import node/],
  [
    "rooms",
    "core/src/contract/store.ts",
    'import type {\n  A,\n} from "../index.ts";\n',
    /contract may not import index/,
  ],
  ["rooms", "core/src/attic/box.ts", "export const box = 1;\n", /"attic" is no room/],
  [
    "rooms",
    "core/src/node/location/path.ts",
    'import { open } from "../document/open.ts";\n',
    /location may not import document/,
  ],
  ["rooms", "core/src/node/attic/box.ts", "export const box = 1;\n", /"attic" is no room/],
  ["plugin", "codec-a/src/zip.ts", 'import { open } from "@zarrkit/core";\n', /at run time/],
  ["plugin", "codec-a/src/zip.ts", 'export { type Store } from "@zarrkit/core";\n', /at run time/],
  ["plugin", "codec-a/src/zip.ts", 'import type { read } from "@zarrkit/store-fs";\n', /types of core only/],
  ["plugin", "codec-base/src/index.ts", 'import { load } from "@zarrkit/codec-a";\n', /imports "@zarrkit\/codec-a"/],
  ["browser", "codec-a/src/zip.ts", 'import { gzipSync } from "node:zlib";\n', /reached by .*index\.ts > .*zip\.ts/],
  ["browser", "core/src/node/document/open.ts", 'export const os = await import("os");\n', /imports "os"/],
  ["browser", "core/src/node/document/open.ts", "export const open = process.env.HOME;\n", /uses process/],
  ["browser", "core/src/node/document/open.ts", "export const open = Buffer.from([]);\n", /uses Buffer/],
  ["name", "core/src/grid/utils.ts", "export const a = 1;\n", /"utils" says nothing/],
  ["name", "codec-a/test/helpers/bytes.ts", "export const a = 1;\n", /"helpers" says nothing/],
  ["length", "codec-a/src/zip.ts", "export const zip = 1;\n".repeat(401), /401 lines, the limit is 400/],
  ["length", "codec-a/test/zip.test.ts", "export {};\n".repeat(401), /401 lines, the limit is 400/],
  ["length", "codec-a/services/zip.test.ts", "export {};\n".repeat(401), /401 lines, the limit is 400/],
  ["length", "codec-a/browser/zip.test.ts", "export {};\n".repeat(401), /401 lines, the limit is 400/],
  ["missing", "codec-a/src/zip.ts", 'import { a } from "./gone.ts";\n', /"\.\/gone\.ts", which is not there/],
  [
    "declared",
    "codec-a/src/zip.ts",
    'import { gzip } from "fflate";\n',
    /"fflate", which package.json does not declare/,
  ],
  ["cycle", "core/src/error/zarr-error.ts", 'import { open } from "./a.ts";\n', /a\.ts > .*zarr-error\.ts > .*a\.ts/],
];

test("inside a room, types and what is loaded later may point outwards", async () => {
  const text =
    'import type { open } from "../document/open.ts";\nexport const later = (): Promise<{ open: typeof open }> => import("../document/open.ts");\n';
  tree.write({ "packages/core/src/node/location/path.ts": text });
  expect((await check()).output).toBe("Rooms: 4 packages in order.\n");
});

test.each(violations)("a broken rule is found: %s in %s", async (rule, file, text, message) => {
  tree.write({ [`packages/${file}`]: text });
  if (rule === "cycle") tree.write({ "packages/core/src/error/a.ts": 'export { open } from "./zarr-error.ts";\n' });
  const { code, output } = await check();
  expect(output).toContain(`[${rule}]`);
  expect(output).toMatch(message);
  expect(code).toBe(1);
});

test("what is loaded later may lead back to who loads it", async () => {
  tree.write({
    "packages/core/src/error/zarr-error.ts": 'export const ZarrError = () => import("./a.ts");\n',
    "packages/core/src/error/a.ts": 'export { ZarrError } from "./zarr-error.ts";\n',
  });
  expect(await check()).toMatchObject({ code: 0 });
});
