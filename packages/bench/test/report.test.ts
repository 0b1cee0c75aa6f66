import { describe, expect, test } from "vitest";
import { drawChart } from "../src/chart.ts";
import { regressions } from "../src/regression.ts";
import { memoryTable, ratioTable, requestTable, timeTable } from "../src/report.ts";
import type { Row } from "../src/result.ts";
import { median } from "../src/statistics.ts";

const rows: readonly Row[] = [
  { task: "read raw", contender: "zarrkit, inline", milliseconds: [30, 10, 20], peakBytes: 2 ** 30 },
  { task: "read raw", contender: "tensorstore", milliseconds: [40, 40] },
  { task: "tiles zstd", contender: "zarrkit, inline", milliseconds: [5], requests: 512 },
  { task: "tiles zstd", contender: "zarrita", milliseconds: [], failure: "TypeError: fetch failed" },
];

test("the median of an even number of values is the mean of the middle two", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([])).toBeNaN();
});

describe("tables", () => {
  test("show medians, a hole for what was not measured, and failures", () => {
    expect(timeTable({ rows }).split("\n")).toEqual([
      "| task | zarrkit, inline | tensorstore | zarrita |",
      "|---|--:|--:|--:|",
      "| read raw | 20.0 | 40.0 |  |",
      "| tiles zstd | 5.00 |  | failed |",
    ]);
  });

  test("show times as multiples of one contender's", () => {
    expect(ratioTable({ rows }, "tensorstore")).toContain("| read raw | 0.50 | 1.00 |  |");
  });

  test("show memory and requests", () => {
    expect(memoryTable({ rows })).toContain("| read raw | 1024 |");
    expect(requestTable({ rows })).toContain("| tiles zstd | 512 |");
    expect(requestTable({ rows })).not.toContain("read raw");
  });
});

describe("a regression", () => {
  const run = (ours: number, peer: number): { rows: Row[] } => ({
    rows: [
      { task: "read raw", contender: "zarrkit, inline", milliseconds: [ours] },
      { task: "read raw", contender: "tensorstore", milliseconds: [peer] },
    ],
  });

  test("is ours slower while the peers are not", () => {
    expect(regressions(run(10, 10), run(15, 10), 0.2)).toEqual([
      { task: "read raw", contender: "zarrkit, inline", change: 1.5 },
    ]);
  });

  test("is not a machine that became slower", () => {
    expect(regressions(run(10, 10), run(20, 20), 0.2)).toEqual([]);
  });

  test("is not a task that was not measured before", () => {
    expect(regressions({ rows: [] }, run(20, 20), 0.2)).toEqual([]);
  });
});

test("the picture shows every task and contender that was measured", async () => {
  const picture = await drawChart({ rows });
  expect(picture).toMatch(/^<svg/);
  for (const word of ["read raw", "tiles zstd", "zarrkit, inline", "tensorstore"]) expect(picture).toContain(word);
});
