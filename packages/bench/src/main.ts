// npm run bench -- [--storages raw,zstd] [--operations read] [--contenders zarrkit,tensorstore] [--rounds 5] [--edge 512] [--output <file>]
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { browserTasks } from "./browser/browser-tasks.ts";
import { drawChart } from "./chart.ts";
import { contenders } from "./contender.ts";
import { prepareData } from "./data.ts";
import { describeMachine } from "./machine.ts";
import { benchmarkPage } from "./page.ts";
import { prepareEnvironment } from "./python.ts";
import { ratioTable, rowsIn, timeTable } from "./report.ts";
import type { Result, Row } from "./result.ts";
import { runRounds } from "./rounds.ts";
import { storageNamed, storages } from "./storage.ts";
import { operations } from "./task.ts";
import { tileTasks } from "./tiles/tile-tasks.ts";

const { values } = parseArgs({
  options: {
    storages: { type: "string", default: storages.map(({ name }) => name).join() },
    operations: { type: "string", default: [...operations, "tiles", "browser"].join() },
    contenders: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
    edge: { type: "string", default: "512" },
    output: { type: "string" },
  },
});
const list = (text: string): string[] => text.split(",").filter((part) => part !== "");
const asked = list(values.operations);
const chosen = list(values.storages).map(storageNamed);
const names = list(values.contenders);
const everybody = contenders().filter(
  ({ name }) => names.length === 0 || names.some((start) => name.startsWith(start)),
);
const rounds = Number(values.rounds);
const edge = Number(values.edge);
const progress = (line: string): void => console.error(`measuring ${line}`);

prepareEnvironment();
const data = prepareData(chosen, edge);
const rows: Row[] = await runRounds(everybody, data, {
  operations: operations.filter((operation) => asked.includes(operation)),
  storages: chosen,
  edge,
  rounds,
  progress,
});
if (asked.includes("tiles")) rows.push(...(await tileTasks(data, chosen, { edge, rounds, progress })));
if (asked.includes("browser")) rows.push(...(await browserTasks(data, chosen, { edge, rounds, progress })));

const result: Result = { date: new Date().toISOString(), machine: describeMachine(), edge, rounds, rows };
for (const [place, base] of [
  ["process", "tensorstore"],
  ["browser", "zarrita Chromium"],
] as const) {
  const found = rowsIn(result, place);
  if (found.rows.length > 0)
    console.log(`\n${timeTable(found)}\n\nAs a multiple of ${base}'s time:\n\n${ratioTable(found, base)}`);
}
for (const { task, contender, failure } of rows)
  if (failure !== undefined) console.log(`${task}, ${contender}: ${failure}`);

// A complete run is the one to show; a partial one goes where it is told.
const complete = values.output === undefined && names.length === 0 && chosen.length === storages.length;
const output =
  values.output ?? (complete ? fileURLToPath(new URL("../results/latest.json", import.meta.url)) : undefined);
if (output !== undefined) {
  mkdirSync(dirname(resolve(output)), { recursive: true });
  writeFileSync(output, `${JSON.stringify(result, null, 1)}\n`);
}
if (complete) {
  const docs = new URL("../../../docs/", import.meta.url);
  writeFileSync(new URL("benchmark.md", docs), benchmarkPage(result));
  writeFileSync(new URL("benchmark.svg", docs), await drawChart(result));
}
