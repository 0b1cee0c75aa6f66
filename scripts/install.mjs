// Installs from the lockfile, unless the last installation was of these very manifests.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pnpm } from "./pnpm.mjs";
import { listPackages, pnpmVersion, repository } from "./workspace.mjs";

const stamp = join(repository, "node_modules", ".zarrkit-install");

function fingerprint() {
  const hash = createHash("sha256").update(process.version);
  const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"].map((name) => join(repository, name));
  files.push(...listPackages().map((one) => join(one.directory, "package.json")));
  for (const file of files) hash.update(file.slice(repository.length)).update(readFileSync(file));
  return hash.digest("hex");
}

export async function install() {
  const wanted = fingerprint();
  const complete = listPackages().every(
    (one) => !hasLinks(one.manifest) || existsSync(join(one.directory, "node_modules")),
  );
  if (complete && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log(`Installing dependencies from the lockfile (pnpm ${pnpmVersion()}) ...`);
  const { code } = await pnpm([
    "install",
    "--frozen-lockfile",
    "--prefer-offline",
    "--config.confirmModulesPurge=false",
  ]);
  if (code !== 0) {
    throw new Error("The installation failed. After a change of dependencies, run `npm run pnpm -- install` once.");
  }
  writeFileSync(stamp, wanted);
}

const hasLinks = (manifest) =>
  ["dependencies", "devDependencies", "peerDependencies"].some((kind) => Object.keys(manifest[kind] ?? {}).length > 0);
