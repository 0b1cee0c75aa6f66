// Adds up the reports that vitest leaves in each package's .vitest folder.
//   node scripts/totals.mjs --clear           removes the reports of earlier runs
//   node scripts/totals.mjs --final <status>  prints one line, `N passed, N failed`; <status> is how the runs ended
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";
// biome-ignore lint/correctness/useImportExtensions: its types lie beside it
import { failuresOf } from "./failures.mjs";
import { listPackages, readJson, repository } from "./workspace.mjs";

/** Where each kind of report comes from: the script that writes it and the folder of its tests. */
const kinds = {
  "report.json": { script: "test", folder: "test" },
  "services-report.json": { script: "test:services", folder: "services" },
};

export function clearReports(...names) {
  for (const { directory } of listPackages()) {
    for (const name of names) rmSync(join(directory, ".vitest", name), { force: true });
  }
}

/** Counts the tests of one report, and names those that failed. */
export function countReport(report) {
  const states = report.testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
  const failures = failuresOf(report);
  return {
    passed: states.filter((state) => state === "passed").length,
    failed: failures.length,
    skipped: states.filter((state) => state !== "passed" && state !== "failed").length,
    failures,
  };
}

/** One row for each package. One with tests and no readable report crashed, unless only some were asked to run. */
export function collect(names, { partial = false, root = repository } = {}) {
  const rows = [];
  for (const { name, directory, manifest } of listPackages(root)) {
    for (const kind of names) {
      const { script, folder } = kinds[kind];
      if (manifest.scripts?.[script] === undefined || !hasTests(join(directory, folder))) continue;
      if (partial && !existsSync(join(directory, ".vitest", kind))) continue;
      const label = kind === "report.json" ? name : `${name} (${folder})`;
      try {
        rows.push({ label, note: "", ...countReport(readJson(join(directory, ".vitest", kind))) });
      } catch {
        const note = "no report: it crashed or did not run";
        rows.push({ label, note, failures: [], passed: 0, failed: 1, skipped: 0 });
      }
    }
  }
  return rows;
}

export const sum = (rows) => ({
  passed: rows.reduce((total, row) => total + row.passed, 0),
  failed: rows.reduce((total, row) => total + row.failed, 0),
  skipped: rows.reduce((total, row) => total + row.skipped, 0),
});

export function printTotals(names, options) {
  const rows = collect(names, options);
  const width = Math.max(5, ...rows.map((row) => row.label.length));
  const line = (label, { passed, failed, skipped }, note = "") =>
    `${label.padEnd(width)}  ${String(passed).padStart(7)} ${String(failed).padStart(7)} ${String(skipped).padStart(8)}  ${note}`;
  console.log(`\n${"tests".padEnd(width)}   passed  failed  skipped`);
  for (const row of rows) console.log(line(row.label, row, row.note).trimEnd());
  const total = sum(rows);
  console.log(line("total", total).trimEnd());
  for (const failure of rows.flatMap((row) => row.failures)) console.log(`failed: ${failure}`);
  return total;
}

function hasTests(folder) {
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => file.endsWith(".test.ts"));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const names = Object.keys(kinds);
  if (argv[2] === "--clear") {
    clearReports(...names);
  } else if (argv[2] === "--final") {
    const status = Number(argv[3]);
    const root = argv[4] === "--root" ? argv[5] : repository;
    const hasReport = (name) => listPackages(root).some((one) => existsSync(join(one.directory, ".vitest", name)));
    const total = sum(collect(names.filter(hasReport), { root }));
    // A run that ended badly with every test green: a check, a build or the runner itself failed.
    if (status !== 0 && total.failed === 0) total.failed = 1;
    console.log(`${total.passed} passed, ${total.failed} failed`);
    exit(status !== 0 || total.failed > 0 || total.passed === 0 ? 1 : 0);
  } else {
    console.error("Say --clear or --final <status>.");
    exit(2);
  }
}
