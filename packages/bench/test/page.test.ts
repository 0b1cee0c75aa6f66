import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { drawChart } from "../src/chart.ts";
import { benchmarkPage } from "../src/page.ts";
import type { Result } from "../src/result.ts";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const latest = JSON.parse(read("packages/bench/results/latest.json")) as Result;

// A run of the benchmark writes all three.
test("the page and the chart show the latest result", async () => {
  expect(read("docs/benchmark.md")).toBe(benchmarkPage(latest));
  expect(read("docs/benchmark.svg")).toBe(await drawChart(latest));
});
