import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Something that people can import. */
export interface Entry {
  /** What they write: `@zarrkit/core/read`. */
  readonly specifier: string;
  /** Of its page: `core-read`. */
  readonly page: string;
  /** The module of its sources, absolute. */
  readonly source: string;
  /** Whether it is of use in Node only. */
  readonly isNodeOnly: boolean;
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly zarrkit?: { readonly platform?: string };
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** The entries of every package that is published. */
export function listEntries(packages: string): Entry[] {
  return readdirSync(packages).flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(packages, folder, "package.json"), "utf8")) as Manifest;
    if (manifest.private === true) return [];
    return Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => {
      if (typeof target === "string") return [];
      const specifier = manifest.name + subpath.slice(1);
      const page = specifier.replace(/^@zarrkit\//, "").replaceAll("/", "-");
      const source = join(packages, folder, target["@zarrkit/source"] as string);
      return { specifier, page, source, isNodeOnly: manifest.zarrkit?.platform === "node" };
    });
  });
}
