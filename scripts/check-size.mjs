// Bundles what a browser would load, and fails when it has grown past its ceiling.
// The table is packages/verify/bundle/ceilings.json. A row bundles `entry`, a module's text, or `file`, which lies beside
// the table. Its ceilings count gzipped bytes:
//   ceiling       the code that loads at once
//   uses          by name, what kinds of use have loaded in the end: that, and `modules` with all that loads with them,
//                 with a `ceiling` each. Tests hold these lists to what really loads.
//   later         what loads on first use, all of it
// Raise a ceiling in a commit that says why.
//   node scripts/check-size.mjs [--table <file>] [--write <folder>] [--modules <use>]
// `--write` keeps the bundle of each row in a folder of its name, with `files.json`: which files load at once and in use.
// `--modules` lists the source modules of a kind of use by size.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { exit } from "node:process";
import { parseArgs } from "node:util";
import { bundle } from "./bundle.mjs";
import { listPackages, readJson, repository } from "./workspace.mjs";

const { values: options } = parseArgs({
  options: { table: { type: "string" }, write: { type: "string" }, modules: { type: "string" } },
});
const path = options.table ?? join(repository, "packages/verify/bundle/ceilings.json");
const known = new Set(listPackages().map((one) => one.folder));
const table = readJson(path);

async function measure({ name, entry, file, uses = {} }) {
  const text = entry ?? readFileSync(resolve(dirname(path), file), "utf8");
  const { contents, filesOf, entry: first, gzipped, modulesIn } = await bundle(text);
  const inUse = Object.entries(uses).map(([use, { modules }]) => {
    return [use, [...new Set([...first, ...modules.flatMap((module) => [...filesOf(module)])])]];
  });
  if (options.write !== undefined) {
    write(join(options.write, name), contents, { atOnce: [...first], inUse: Object.fromEntries(inUse) });
  }
  return {
    first: gzipped(first),
    used: inUse.map(([use, files]) => ({
      use,
      bytes: gzipped(files),
      ceiling: uses[use].ceiling,
      modules: modulesIn(files),
    })),
    later: gzipped([...contents.keys()].filter((name) => !first.has(name))),
    text: [...contents.values()].map((bytes) => Buffer.from(bytes).toString()),
  };
}

function write(folder, contents, files) {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of contents) writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, "files.json"), JSON.stringify(files));
}

function listModules(modules) {
  for (const { module, bytes } of modules.toSorted((a, b) => b.bytes - a.bytes)) {
    if (bytes > 0) console.log(`${count(bytes)}  ${module}`);
  }
}

const problems = [];
const count = (bytes) => String(bytes ?? "").padStart(9);
const inUseOf = (use) => `  in use: ${use}`;
const labels = table.flatMap(({ name, uses = {} }) => [name, ...Object.keys(uses).map(inUseOf)]);
const width = Math.max(...labels.map(({ length }) => length), 6);
console.log(`${"bundle".padEnd(width)}   at once   ceiling      later   (gzipped bytes)`);
for (const row of table) {
  const unknown = row.packages.filter((folder) => !known.has(folder));
  if (unknown.length > 0) {
    problems.push(`${row.name}: there is no package ${unknown.join(", ")}`);
    continue;
  }
  try {
    const { first, used, later, text } = await measure(row);
    console.log(`${row.name.padEnd(width)} ${count(first)} ${count(row.ceiling)}  ${count(later)}`);
    if (first > row.ceiling) problems.push(`${row.name}: ${first} bytes, ${first - row.ceiling} above its ceiling`);
    for (const { use, bytes, ceiling, modules } of used) {
      console.log(`${inUseOf(use).padEnd(width)} ${count(bytes)} ${count(ceiling)}`);
      if (use === options.modules) listModules(modules);
      if (bytes > ceiling) problems.push(`${row.name}: ${bytes} bytes in use, ${use}, above its ceiling ${ceiling}`);
    }
    if (later > (row.later ?? Infinity))
      problems.push(`${row.name}: ${later} bytes later, above its ceiling ${row.later}`);
    for (const word of row.absent ?? []) {
      if (text.some((one) => one.includes(word))) problems.push(`${row.name}: contains "${word}"`);
    }
  } catch (error) {
    problems.push(`${row.name}: ${error.message}`);
  }
}
if (problems.length > 0) {
  console.error(`\n${problems.join("\n")}`);
  exit(1);
}
