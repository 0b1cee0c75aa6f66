// npm run bench:compare -- <saved result> [<later result>] [--tolerance 0.2]: fails where ours became slower.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { regressions } from "./regression.ts";
import type { Result } from "./result.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tolerance: { type: "string", default: "0.2" } },
});
const latest = fileURLToPath(new URL("../results/latest.json", import.meta.url));
const [before, after = latest] = positionals;
if (before === undefined) {
  console.error("Name a saved result, and a later one unless that is the latest.");
  process.exit(2);
}
const read = (file: string): Result => JSON.parse(readFileSync(file, "utf8")) as Result;
const found = regressions(read(before), read(after), Number(values.tolerance));
for (const { task, contender, change } of found) {
  console.log(`${task}: ${contender} takes ${change.toFixed(2)} times as long as before, measured against the others`);
}
console.log(found.length === 0 ? "Nothing became slower." : `Slower: ${found.length}.`);
process.exit(found.length === 0 ? 0 : 1);
