// The packages of this repository, and how their manifests are read. Used by every script.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = dirname(dirname(fileURLToPath(import.meta.url)));

export const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** Every package below `packages/` and `apps/`, sorted by folder. */
export function listPackages(root = repository) {
  const found = [];
  for (const parent of ["packages", "apps"]) {
    if (!existsSync(join(root, parent))) continue;
    for (const folder of readdirSync(join(root, parent)).sort()) {
      const directory = join(root, parent, folder);
      if (!existsSync(join(directory, "package.json"))) continue;
      const manifest = readJson(join(directory, "package.json"));
      found.push({
        folder,
        directory,
        manifest,
        name: manifest.name,
        isPublic: manifest.private !== true,
        // A plugin knows the engine's types and, at run time, the bases: what plugins of a kind have in common.
        isPlugin: /^(codec|store|dtype)-|^dtypes$/.test(folder),
        isBase: /^(codec|store|dtype)-base$/.test(folder),
        // Packages that are of no use in a browser say so themselves.
        isNodeOnly: manifest.zarrkit?.platform === "node",
      });
    }
  }
  return found;
}

/** Follows a conditional `exports` or `imports` value to a path, as Node does: the first key that applies. */
export function resolveConditions(value, conditions) {
  if (typeof value === "string") return value;
  for (const [key, inner] of Object.entries(value ?? {})) {
    if (key !== "default" && !conditions.includes(key)) continue;
    const path = resolveConditions(inner, conditions);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** The importable subpaths of a package: `[".", "./contract"]`. */
export const subpaths = (manifest) => Object.keys(manifest.exports ?? {}).filter((key) => key !== "./package.json");

/** The version of pnpm that package.json pins. */
export const pnpmVersion = (root = repository) => {
  const [, version] = /^pnpm@([\d.]+)/.exec(readJson(join(root, "package.json")).packageManager) ?? [];
  if (!version) throw new Error('package.json must pin pnpm: "packageManager": "pnpm@<version>"');
  return version;
};
