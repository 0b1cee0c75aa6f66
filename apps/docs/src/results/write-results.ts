import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes over the pages that the compatibility tests and the benchmark write from what they found; a test of each holds its
 * page to the data.
 */
export function writeResults(docs: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ["compatibility.md", "benchmark.md"]) {
    // Their tables take all the width there is.
    writeFileSync(join(folder, name), `---\naside: false\n---\n\n${readFileSync(join(docs, name), "utf8")}`);
  }
  copyFileSync(join(docs, "benchmark.svg"), join(folder, "benchmark.svg"));
}
