import { expect, test } from "vitest";
import { boxSelection } from "../../src/selection/normalized.ts";

test("a box keeps the axes that are not dropped, in order", () => {
  const run = { kind: "run", start: 1, step: 2, count: 3, target: 0 } as const;
  const list = { kind: "list", positions: [4, 0], targets: [0, 1] } as const;
  const selection = boxSelection([
    { projection: run, count: 3, dropped: false },
    { projection: { ...run, count: 1 }, count: 1, dropped: true },
    { projection: list, count: 2, dropped: false },
  ]);
  expect(selection.shape).toEqual([3, 2]);
  expect(selection.resultAxes).toEqual([0, undefined, 1]);
  expect(selection.region).toEqual({ kind: "box", axes: [run, { ...run, count: 1 }, list] });
});
