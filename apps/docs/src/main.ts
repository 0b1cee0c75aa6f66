// Writes what the site shows and no person writes: the reference, the results of tests and benchmarks, sample data.
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleLibrary } from "./playground/bundle-library.ts";
import { listEntries } from "./reference/entry.ts";
import { writeReference } from "./reference/write-reference.ts";
import { writeResults } from "./results/write-results.ts";
import { writeSample } from "./sample/write-sample.ts";

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

for (const folder of ["reference", "results", "public"]) rmSync(at(folder), { recursive: true, force: true });
await writeReference(at("../../packages"), at("tsconfig.reference.json"), at("reference"));
writeResults(at("../../docs"), at("results"));
cpSync(at("../../docs/pictures"), at("public/pictures"), { recursive: true });
await writeSample(at("public/sample"));
const inPages = listEntries(at("../../packages")).filter(
  // Tests and threads of their own are no matter for a playground.
  ({ specifier, isNodeOnly }) => !isNodeOnly && !/^@zarrkit\/(testkit|workers)\b/.test(specifier),
);
await bundleLibrary(
  inPages.map(({ specifier }) => specifier),
  at("public/library"),
);
