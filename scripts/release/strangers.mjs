// What people do with a release, each in an empty folder, with npm and nothing of this repository.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execPath } from "node:process";
import { run } from "./run.mjs";

/** The uses to try, in order: each throws when it does not work. */
export function strangers(folder, copy, registry) {
  const environment = {
    ...registry.environment,
    npm_config_cache: join(folder, "npm-cache"),
    npm_config_audit: "false",
    npm_config_fund: "false",
  };
  const project = (name, files) => {
    const cwd = join(folder, name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), text);
    }
    const npm = (...parameters) => run("npm", parameters, { cwd, environment });
    const node = (...parameters) => run(execPath, parameters, { cwd });
    return { cwd, npm, node };
  };

  return [
    {
      name: "api on Node",
      async use() {
        const { npm, node } = project("api-on-node", { "package.json": module, "main.mjs": saveAndOpen });
        await npm("install", "@zarrkit/api");
        expectOutput(await node("main.mjs"), "float32 3,4 0,1,2,3,4,5,6,7,8,9,10,11");
      },
    },
    {
      name: "core and two plugins in Vite",
      async use() {
        const { cwd, npm, node } = project("page", {
          "package.json": module,
          "vite.config.js": forBrowsers,
          "main.js": readInPage,
        });
        await npm(
          "install",
          ...["core", "codec-bytes", "codec-gzip", "dtypes", "store-memory"].map((one) => `@zarrkit/${one}`),
        );
        await npm("install", "--save-dev", "vite@8");
        await npm("exec", "--", "vite", "build", "--logLevel", "warn");
        const built = join(cwd, "dist");
        for (const name of readdirSync(built).filter((file) => file.endsWith(".js"))) {
          if (/["']node:/.test(readFileSync(join(built, name), "utf8"))) throw new Error(`${name} asks for Node`);
        }
        expectOutput(await node(join(built, "page.js")), "1,2,3,4");
      },
    },
    {
      name: "the command line through npx",
      async use() {
        const { cwd, npm } = project("command-line", { "package.json": module });
        const zarrkit = (...parameters) => npm("exec", "--yes", "--loglevel=error", "--", "zarrkit", ...parameters);
        await zarrkit("create", "a.zarr", "--shape", "4,6", "--dtype", "int16", "--chunks", "2,3", "--fill", "7");
        await zarrkit("rechunk", "a.zarr", "b.zip", "--chunks", "4,6");
        expectOutput(await zarrkit("cat", "b.zip", "0,:3"), "7 7 7");
        expectOutput(await zarrkit("validate", "b.zip"), "1 nodes, 0 good chunks, 0 errors, 0 warnings.");
        await zarrkit("copy", "b.zip", "c.zarr");
        expectOutput(JSON.parse(await zarrkit("info", "c.zarr", "--json")).shape.join(), "4,6");
        await zarrkit("cat", "c.zarr", "--png", "-o", "c.png");
        if (readFileSync(join(cwd, "c.png")).toString("latin1", 1, 4) !== "PNG") throw new Error("c.png is no picture");
      },
    },
    {
      name: "a codec, a data type and a store of somebody else",
      async use() {
        const { cwd, npm } = project("third-party", {});
        cpSync(join(copy, "examples/third-party-codec"), cwd, { recursive: true });
        await npm("install");
        await npm("test", "--silent");
      },
    },
  ];
}

function expectOutput(output, expected) {
  if (output.trim() !== expected) throw new Error(`Expected ${expected}, found ${output}`);
}

const module = JSON.stringify({ private: true, type: "module" });

const saveAndOpen = `
import { openArray, save } from "@zarrkit/api";
await save("a.zarr", { data: Float32Array.from({ length: 12 }, (_, i) => i), shape: [3, 4] });
const array = await openArray("a.zarr", { dtype: "float32" });
console.log(array.dtype, array.shape.join(), [...(await array.get()).data].join());
`;

// A library, which has no page around it, so that the result runs here too.
const forBrowsers = `
export default { build: { lib: { entry: "main.js", formats: ["es"], fileName: "page" } } };
`;

const readInPage = `
import { bytes } from "@zarrkit/codec-bytes";
import { gzip } from "@zarrkit/codec-gzip";
import { createEnvironment, createRegistry, ZarrArray } from "@zarrkit/core";
import { int16 } from "@zarrkit/dtypes/integer";
import { MemoryStore } from "@zarrkit/store-memory";
const environment = createEnvironment(createRegistry(int16, bytes, gzip));
const codecs = { compressors: ["gzip"], shape: [4], dtype: "int16" };
const array = await ZarrArray.create({ store: new MemoryStore(), path: "" }, codecs, environment, Int16Array.of(1, 2, 3, 4));
console.log([...(await array.get()).data].join());
`;
