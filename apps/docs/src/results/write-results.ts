import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes over the pages that the compatibility tests and the benchmark write from what they found; a test of each holds its
 * page to the data.
 */
export function writeResults(docs: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ["compatibility.md", "benchmark.md", "benchmark.svg"]) {
    copyFileSync(join(docs, name), join(folder, name));
  }
}
