import { join } from "node:path";
import type { LocalRegistry } from "./registry.ts";
import { type Outcome, run, runScript, type TemporaryFolder } from "./run.ts";

/** Packs every public package into `tarballs` of the folder; answers the files by name. */
export async function packPackages(folder: TemporaryFolder): Promise<ReadonlyMap<string, string>> {
  const { code, output } = await runScript("pack.mjs", join(folder.path, "tarballs"));
  if (code !== 0) throw new Error(output);
  const packed = JSON.parse(output) as { name: string; file: string }[];
  return new Map(packed.map(({ name, file }) => [name, file]));
}

/** `npm install` in a project of the folder, with nothing of this machine's settings or its cache. */
export function npmInstall(
  folder: TemporaryFolder,
  project: string,
  registry: LocalRegistry,
  wanted: readonly string[] = [],
): Promise<Outcome> {
  folder.write({ npmrc: "" });
  const flags = ["--registry", registry.url, "--noproxy", "127.0.0.1", "--no-audit", "--no-fund"];
  flags.push("--cache", join(folder.path, "cache"), "--userconfig", join(folder.path, "npmrc"));
  flags.push("--no-update-notifier", "--loglevel", "error");
  return run("npm", ["install", ...flags, ...wanted], { cwd: join(folder.path, project) });
}
