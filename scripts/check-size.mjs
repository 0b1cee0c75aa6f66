// Bundles what a browser would load, and fails when it has grown past its ceiling.
// The table is packages/verify/bundle/ceilings.json: `ceiling` counts gzipped bytes of the code that loads at once,
// `later`, where it is given, those of what plugins load on first use. Raise a ceiling in a commit that says why.
//   node scripts/check-size.mjs [--table <file>]
import { join } from "node:path";
import { argv, exit } from "node:process";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { splitSpecifier } from "./graph.mjs";
import { listPackages, readJson, repository } from "./workspace.mjs";

const table = readJson(argv[2] === "--table" ? argv[3] : join(repository, "packages/verify/bundle/ceilings.json"));
const packages = new Map(listPackages().map((one) => [one.name, one]));

/** The entry stands outside every package; each import of ours starts in the package it names. */
const fromOwnFolder = {
  name: "from-own-folder",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@zarrkit\// }, ({ path, kind, importer, pluginData }) => {
      const owner = packages.get(splitSpecifier(path).name);
      if (pluginData === "inside" || importer !== "<stdin>" || owner === undefined) return undefined;
      return resolve(path, { kind, resolveDir: owner.directory, pluginData: "inside" });
    });
  },
};

async function measure({ entry }) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: entry, resolveDir: repository, loader: "js" },
    // Names in the report are relative to it.
    absWorkingDir: repository,
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    outdir: join(repository, "dist"),
    write: false,
    metafile: true,
    logLevel: "silent",
    plugins: [fromOwnFolder],
  });
  const files = new Map(outputFiles.map((file) => [file.path.replaceAll("\\", "/"), file.contents]));
  const outputs = Object.entries(metafile.outputs);
  const contents = (name) => [...files].find(([path]) => path.endsWith(`/${name}`))[1];
  const size = (names) => names.reduce((total, name) => total + gzipSync(contents(name), { level: 9 }).length, 0);

  // What the entry imports without `import()` loads with it.
  const first = new Set();
  const visit = (name) => {
    if (first.has(name)) return;
    first.add(name);
    for (const { path, kind } of metafile.outputs[name].imports) if (kind === "import-statement") visit(path);
  };
  visit(outputs.find(([, output]) => output.entryPoint === "<stdin>")[0]);
  const later = outputs.map(([name]) => name).filter((name) => !first.has(name));
  return {
    first: size([...first]),
    later: size(later),
    text: [...files.values()].map((file) => Buffer.from(file).toString()),
  };
}

const problems = [];
const count = (bytes) => String(bytes).padStart(9);
const width = Math.max(...table.map((row) => row.name.length), 6);
console.log(`${"bundle".padEnd(width)}   at once   ceiling     later   (gzipped bytes)`);
for (const row of table) {
  const unknown = row.packages.filter((folder) => !packages.has(`@zarrkit/${folder}`));
  if (unknown.length > 0) {
    problems.push(`${row.name}: there is no package ${unknown.join(", ")}`);
    continue;
  }
  try {
    const { first, later, text } = await measure(row);
    console.log(`${row.name.padEnd(width)} ${count(first)} ${count(row.ceiling)} ${count(later)}`);
    if (first > row.ceiling) problems.push(`${row.name}: ${first} bytes, ${first - row.ceiling} above its ceiling`);
    if (later > (row.later ?? Infinity))
      problems.push(`${row.name}: ${later} bytes later, above its ceiling ${row.later}`);
    for (const word of row.absent ?? []) {
      if (text.some((file) => file.includes(word))) problems.push(`${row.name}: contains "${word}"`);
    }
  } catch (error) {
    problems.push(`${row.name}: ${error.message}`);
  }
}
if (problems.length > 0) {
  console.error(`\n${problems.join("\n")}`);
  exit(1);
}
