// `npm run version`: turns the changesets into versions and changelogs.
//
// Plugins have core as a peer, and the changesets tool makes a peer's new range a major release: before 1.0 a breaking
// core (0.1 to 0.2) would push every plugin to 1.0.0. Here such a plugin goes from 0.x to the next 0.x, which is what a
// breaking release is called before 1.0. A package reaches 1.0.0 when a changeset says "major" of it, and not before.
//   node scripts/version.mjs [--root <folder>]
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { argv, execPath, exit } from "node:process";
import { listPackages, repository } from "./workspace.mjs";

const root = argv[2] === "--root" ? argv[3] : repository;
const replaceIn = (file, from, to) => {
  if (existsSync(file)) writeFileSync(file, readFileSync(file, "utf8").replaceAll(from, to));
};

const folder = join(root, ".changeset");
const changesets = readdirSync(folder).filter((name) => name.endsWith(".md"));
const asked = changesets.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
const before = new Map(listPackages(root).map((one) => [one.name, one.manifest.version]));

const require = createRequire(import.meta.url);
const changeset = join(require.resolve("@changesets/cli/package.json"), "../bin.js");
const { status } = spawnSync(execPath, [changeset, "version"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
if (status !== 0) exit(status ?? 1);

const after = listPackages(root);
for (const { name, directory, manifest } of after) {
  const [, minor] = /^0\.(\d+)\./.exec(before.get(name)) ?? [];
  if (minor === undefined || manifest.version.startsWith("0.") || asked.includes(`"${name}": major`)) continue;
  const version = `0.${Number(minor) + 1}.0`;
  replaceIn(join(directory, "package.json"), `"version": "${manifest.version}"`, `"version": "${version}"`);
  replaceIn(join(directory, "CHANGELOG.md"), `## ${manifest.version}\n`, `## ${version}\n`);
  for (const other of after) {
    replaceIn(join(other.directory, "CHANGELOG.md"), `${name}@${manifest.version}\n`, `${name}@${version}\n`);
  }
}
for (const { name, manifest } of listPackages(root)) {
  if (manifest.version !== before.get(name)) console.log(`${name}  ${before.get(name)} -> ${manifest.version}`);
}
