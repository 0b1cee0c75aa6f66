// Removes what was built, so that no output stays whose source is gone: compilers only add, and so does turbo when it
// takes a build from its cache. `node ../../scripts/clear-dist.mjs` begins the build of each package.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { argv, cwd } from "node:process";
import { fileURLToPath } from "node:url";
import { listPackages } from "./workspace.mjs";

export function clearDist() {
  for (const { directory, manifest } of listPackages()) {
    if (manifest.scripts?.build !== undefined) clear(directory);
  }
}

const clear = (directory) => rmSync(join(directory, "dist"), { recursive: true, force: true });

if (argv[1] === fileURLToPath(import.meta.url)) clear(cwd());
