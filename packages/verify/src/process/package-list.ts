import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./run.ts";

/** What the checks read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly zarrkit?: { readonly platform?: string };
}

/** A package of this repository. */
export interface Package {
  readonly name: string;
  readonly folder: string;
  readonly directory: string;
  readonly manifest: Manifest;
  readonly isPublic: boolean;
  readonly isPlugin: boolean;
  readonly isBase: boolean;
  readonly isNodeOnly: boolean;
}

/** Every package below `packages/`, sorted by folder. The same as scripts/workspace.mjs sees there. */
export function listPackages(): Package[] {
  const parent = join(repository, "packages");
  const folders = readdirSync(parent).filter((folder) => existsSync(join(parent, folder, "package.json")));
  return folders.sort().map((folder) => {
    const directory = join(parent, folder);
    const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
    return {
      name: manifest.name,
      folder,
      directory,
      manifest,
      isPublic: manifest.private !== true,
      isPlugin: /^(codec|store|dtype)-|^dtypes$/.test(folder),
      isBase: /^(codec|store|dtype)-base$/.test(folder),
      isNodeOnly: manifest.zarrkit?.platform === "node",
    };
  });
}

/** The importable names of a package: `@zarrkit/core`, `@zarrkit/core/contract`. */
export const entriesOf = ({ name, manifest }: Package): string[] =>
  Object.keys(manifest.exports ?? {})
    .filter((subpath) => subpath !== "./package.json")
    .map((subpath) => `${name}${subpath.slice(1)}`);
