// Writes what the site shows and no person writes: the reference, the results of tests and benchmarks, sample data.
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeReference } from "./reference/write-reference.ts";
import { writeResults } from "./results/write-results.ts";

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

for (const folder of ["reference", "results", "public"]) rmSync(at(folder), { recursive: true, force: true });
await writeReference(at("../../packages"), at("tsconfig.reference.json"), at("reference"));
writeResults(at("../../docs"), at("results"));
