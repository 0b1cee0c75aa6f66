import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { npmInstall, packPackages } from "../src/process/npm.ts";
import { entriesOf, listPackages } from "../src/process/package-list.ts";
import { LocalRegistry } from "../src/process/registry.ts";
import { type Outcome, repository, run, TemporaryFolder } from "../src/process/run.ts";

// Packs every public package and installs the tarballs with npm into empty projects, from a registry on this machine.
const packages = listPackages().filter((one) => one.isPublic);
const folder = new TemporaryFolder();
let tarballs: ReadonlyMap<string, string>;
/** Has our packages and those of others. */
const everything = new LocalRegistry();
/** Has only the packages of others, so that ours come from the tarballs that are named, or not at all. */
const others = new LocalRegistry();

beforeAll(async () => {
  tarballs = await packPackages(folder);
  for (const file of tarballs.values()) everything.addTarball(file);
  for (const { directory } of packages) {
    everything.addDependencies(directory);
    others.addDependencies(directory);
  }
  await Promise.all([everything.start(), others.start()]);
});
afterAll(async () => {
  await Promise.all([everything.stop(), others.stop()]);
  folder.remove();
});

/** An empty project with these packages in it; answers how its `main.mjs` went. */
async function install(
  project: string,
  registry: LocalRegistry,
  wanted: readonly string[],
  main: string,
): Promise<Outcome> {
  folder.write({
    [`${project}/package.json`]: JSON.stringify({ private: true, type: "module" }),
    [`${project}/main.mjs`]: main,
  });
  const installed = await npmInstall(folder, project, registry, wanted);
  return installed.code === 0 ? run(process.execPath, ["main.mjs"], { cwd: join(folder.path, project) }) : installed;
}

test("all public packages were packed", () => {
  expect([...tarballs.keys()].sort()).toEqual(packages.map((one) => one.name).sort());
});

test("seven tarballs by themselves read an array", async () => {
  const names = ["core", "dtypes", "codec-base", "codec-bytes", "codec-gzip", "store-base", "store-memory"];
  const files = names.map((name) => tarballs.get(`@zarrkit/${name}`) ?? `no ${name}`);
  expect(await install("seven", others, files, readAnArray)).toEqual({ code: 0, output: "[[1,2,3],[4,5,-6]] int32\n" });
});

/** Lays out a stored array by hand, two chunks of which one is cut off at the edge, and reads it. */
const readAnArray = `
import { gzipSync } from "node:zlib";
import { bytes } from "@zarrkit/codec-bytes";
import { gzip } from "@zarrkit/codec-gzip";
import { createEnvironment, createRegistry, ZarrArray } from "@zarrkit/core";
import { int32 } from "@zarrkit/dtypes/integer";
import { MemoryStore } from "@zarrkit/store-memory";

const store = new MemoryStore();
const document = {
  zarr_format: 3,
  node_type: "array",
  shape: [2, 3],
  data_type: "int32",
  chunk_grid: { name: "regular", configuration: { chunk_shape: [2, 2] } },
  chunk_key_encoding: { name: "default" },
  codecs: [
    { name: "bytes", configuration: { endian: "big" } },
    { name: "gzip", configuration: { level: 1 } },
  ],
  fill_value: 0,
};
const chunk = (...values) => {
  const view = new DataView(new ArrayBuffer(16));
  values.forEach((value, index) => view.setInt32(4 * index, value));
  return new Uint8Array(gzipSync(new Uint8Array(view.buffer)));
};
await store.set("a/zarr.json", new TextEncoder().encode(JSON.stringify(document)));
await store.set("a/c/0/0", chunk(1, 2, 4, 5));
await store.set("a/c/0/1", chunk(3, 0, -6, 0));

const environment = createEnvironment(createRegistry(int32, bytes, gzip));
const array = await ZarrArray.open({ store, path: "a" }, environment);
const result = await array.get();
console.log(JSON.stringify(result.toList()), array.dtype);
`;

describe.each(packages)("$name", (one) => {
  test("installs alone, and every entry can be imported", async () => {
    const entries = JSON.stringify(entriesOf(one));
    const main = `for (const entry of ${entries}) await import(entry);\nconsole.log("imported");\n`;
    expect(await install(`alone/${one.folder}`, everything, [one.name], main)).toEqual({
      code: 0,
      output: "imported\n",
    });
  });
});

test("all of them together typecheck as a stranger's dependencies, declarations included", async () => {
  const entries = packages.flatMap(entriesOf);
  folder.write({
    "together/main.ts": entries.map((entry, index) => `export * as entry${index} from "${entry}";\n`).join(""),
    "together/tsconfig.json": JSON.stringify({
      compilerOptions: {
        noEmit: true,
        strict: true,
        module: "nodenext",
        target: "es2022",
        lib: ["ES2023", "DOM", "DOM.AsyncIterable"],
        types: [],
        skipLibCheck: false,
      },
      files: ["main.ts"],
    }),
  });
  const names = packages.map((one) => one.name);
  expect(await install("together", everything, names, "")).toEqual({ code: 0, output: "" });
  const compiler = createRequire(join(repository, "package.json")).resolve("typescript/package.json");
  const parameters = [join(dirname(compiler), "bin/tsc"), "-p", "."];
  expect(await run(process.execPath, parameters, { cwd: join(folder.path, "together") })).toEqual({
    code: 0,
    output: "",
  });
});
