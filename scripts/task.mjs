// `npm run <task>` on a machine with nothing but Node and npm: installs what is missing, then hands over to turbo.
// Arguments after `--` go to turbo: `npm test -- --force`, `npm run build -- --filter=@zarrkit/core`.
import { argv, exit } from "node:process";
import { clearDist } from "./clear-dist.mjs";
import { install } from "./install.mjs";
import { pnpm } from "./pnpm.mjs";
import { clearReports, printTotals } from "./totals.mjs";

// Each list is one run of turbo; the next waits for it. What packs, bundles or runs what was built needs all of it, and
// nothing may build in the same run: with --force, turbo would clear what the tests stand on.
const checks = ["typecheck", "lint", "check:rooms", "check:pack", "check:size"];
const runs = {
  build: [["build"]],
  typecheck: [["typecheck"]],
  lint: [["lint"]],
  "check:rooms": [["check:rooms"]],
  "check:pack": [["build"], ["check:pack"]],
  "check:size": [["build"], ["check:size"]],
  check: [["build"], checks],
  test: [
    ["build", "site"],
    [...checks, "test"],
  ],
  "test:services": [["build", "site"], ["test:services"]],
  docs: [["site"]],
  demo: [["build", "--filter=@zarrkit/demo..."]],
  bench: [["build", "--filter=@zarrkit/bench..."]],
  "bench:compare": [["build", "--filter=@zarrkit/bench..."]],
  format: [],
};
/** What runs, with the arguments after `--`, once everything it needs is built. */
const programs = {
  demo: { directory: "apps/demo", script: "start" },
  docs: { directory: "apps/docs", script: "start" },
  bench: { directory: "packages/bench", script: "start" },
  "bench:compare": { directory: "packages/bench", script: "compare" },
};
const reports = { test: "report.json", "test:services": "services-report.json" };

const [task, ...more] = argv.slice(2);
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node 20.19 or later is needed, this is ${process.versions.node}.`);
if (!(task in runs)) fail(`Unknown task ${task}. Known: ${Object.keys(runs).join(", ")}.`);
const program = programs[task];

if (task in reports) clearReports(reports[task]);
try {
  await install();
} catch (error) {
  fail(error.message);
}

// A filtered build makes a part anew, and the rest has to stay.
const isFiltered = [...runs[task].flat(), ...more].some((one) => one.startsWith("--filter"));
if (!isFiltered && runs[task].flat().includes("build")) clearDist();

let code = 0;
for (const tasks of runs[task]) {
  code = await turbo(tasks, { quiet: program !== undefined });
  if (code !== 0) break;
}
if (code === 0 && task === "format") code = await biome();
if (code === 0 && program !== undefined)
  code = (await pnpm(["--silent", "--dir", program.directory, "run", program.script, ...more])).code;
if (task in reports) {
  const { failed, passed } = printTotals([reports[task]], { partial: isFiltered });
  if (failed > 0 || passed === 0) code ||= 1;
  if (code !== 0) console.error(`\n${task} failed: see above.`);
}
exit(code);

async function turbo(tasks, { quiet }) {
  // --continue: one run shows everything that is wrong.
  const parameters = ["exec", "turbo", "run", ...tasks, "--continue", ...(quiet ? [] : more)];
  const result = await pnpm(parameters, { capture: quiet });
  if (quiet && result.code !== 0) console.error(result.output);
  return result.code;
}

async function biome() {
  return (await pnpm(["exec", "biome", "check", "--write", "."])).code;
}

function fail(message) {
  console.error(message);
  exit(1);
}
