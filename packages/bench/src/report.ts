import type { Result, Row } from "./result.ts";
import { median } from "./statistics.ts";

/** Tasks in order, with the rows of each. */
export function tasksOf({ rows }: Pick<Result, "rows">): ReadonlyMap<string, readonly Row[]> {
  const tasks = new Map<string, Row[]>();
  for (const row of rows) tasks.set(row.task, [...(tasks.get(row.task) ?? []), row]);
  return tasks;
}

/** The rows of tasks in a browser, or of all others. */
export function rowsIn({ rows }: Pick<Result, "rows">, place: "browser" | "process"): Pick<Result, "rows"> {
  return { rows: rows.filter(({ task }) => task.startsWith("browser ") === (place === "browser")) };
}

/** Everybody who was measured, ours first. */
export function contendersOf({ rows }: Pick<Result, "rows">): readonly string[] {
  return [...new Set(rows.map(({ contender }) => contender))];
}

/** Median time of a contender in a task, in milliseconds; `undefined` when it was not measured. */
export function timeOf(rows: readonly Row[], contender: string): number | undefined {
  const row = rows.find((one) => one.contender === contender);
  return row === undefined || row.milliseconds.length === 0 ? undefined : median(row.milliseconds);
}

/** Medians of all tasks in milliseconds, as a table in Markdown: a row a task, a column a contender. */
export function timeTable(result: Pick<Result, "rows">): string {
  return table(result, (rows, contender) => {
    if (rows.find((row) => row.contender === contender)?.failure !== undefined) return "failed";
    const time = timeOf(rows, contender);
    return time === undefined ? "" : formatMilliseconds(time);
  });
}

/** Times as multiples of the time of one contender: above 1 is slower than it. */
export function ratioTable(result: Pick<Result, "rows">, base: string): string {
  return table(result, (rows, contender) => {
    const [time, unit] = [timeOf(rows, contender), timeOf(rows, base)];
    return time === undefined || unit === undefined ? "" : (time / unit).toFixed(2);
  });
}

/** Peak memory of each process in MiB. */
export function memoryTable(result: Pick<Result, "rows">): string {
  return table(result, (rows, contender) => {
    const bytes = rows.find((row) => row.contender === contender)?.peakBytes;
    return bytes === undefined ? "" : (bytes / 2 ** 20).toFixed(0);
  });
}

/** Requests that a server saw; only tasks over HTTP. */
export function requestTable({ rows }: Pick<Result, "rows">): string {
  const counted = { rows: rows.filter(({ requests }) => requests !== undefined) };
  return table(counted, (all, contender) => String(all.find((row) => row.contender === contender)?.requests ?? ""));
}

function table(result: Pick<Result, "rows">, cell: (rows: readonly Row[], contender: string) => string): string {
  const contenders = contendersOf(result);
  const lines = [`| task | ${contenders.join(" | ")} |`, `|---|${contenders.map(() => "--:|").join("")}`];
  for (const [task, rows] of tasksOf(result)) {
    lines.push(`| ${task} | ${contenders.map((contender) => cell(rows, contender)).join(" | ")} |`);
  }
  return lines.join("\n");
}

function formatMilliseconds(milliseconds: number): string {
  return milliseconds >= 100 ? milliseconds.toFixed(0) : milliseconds.toPrecision(3);
}
