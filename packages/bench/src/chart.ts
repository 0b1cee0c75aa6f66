import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { contendersOf, rowsIn, tasksOf, timeOf } from "./report.ts";
import type { Result } from "./result.ts";

/** A picture of a result as SVG: for each task outside a browser, everybody's time as a multiple of the fastest one's. */
export async function drawChart(all: Pick<Result, "rows">): Promise<string> {
  const result = rowsIn(all, "process");
  const contenders = contendersOf(result);
  const values = [...tasksOf(result)].flatMap(([task, rows]) => {
    const times = contenders.map((contender) => timeOf(rows, contender));
    const best = Math.min(...times.filter((time) => time !== undefined));
    return contenders.flatMap((contender, index) => {
      const time = times[index];
      return time === undefined ? [] : [{ task, contender, times: time / best }];
    });
  });
  const specification: TopLevelSpec = {
    data: { values },
    background: "white",
    columns: 3,
    facet: { field: "task", type: "nominal", title: null, sort: [...tasksOf(result).keys()] },
    spec: {
      width: 260,
      mark: "bar",
      encoding: {
        y: { field: "contender", type: "nominal", sort: [...contenders], title: null },
        x: {
          field: "times",
          type: "quantitative",
          scale: { type: "log" },
          title: "time, as a multiple of the fastest",
        },
        color: {
          condition: { test: "indexof(datum.contender, 'zarrkit') === 0", value: "#d1495b" },
          value: "#8d99ae",
        },
      },
    },
  };
  return new View(parse(compile(specification).spec), { renderer: "none" }).toSVG();
}
