import { expect, test } from "vitest";
import { rectilinearGrid } from "../../src/grid/rectilinear.ts";
import { regularDimension, regularGrid } from "../../src/grid/regular.ts";
import { type BlockSelection, normalizeBlock } from "../../src/selection/block.ts";
import { slice } from "../../src/selection/slice.ts";

const grid = regularGrid([10, 7], [3, 7]);

/** First element and how many, for each axis. */
function select(selection: unknown, { dimensions } = grid, names?: readonly string[]): number[][] {
  const { region } = normalizeBlock(selection as BlockSelection, dimensions, names);
  return (region.kind === "box" ? region.axes : []).map((axis) =>
    axis.kind === "run" ? [axis.start, axis.count] : [],
  );
}

test("selects whole chunks, the last as far as the array goes", () => {
  expect(select([0])).toEqual([
    [0, 3],
    [0, 7],
  ]);
  expect(select([-1])).toEqual([
    [9, 1],
    [0, 7],
  ]);
  expect(select([slice(1, 3)])).toEqual([
    [3, 6],
    [0, 7],
  ]);
  expect(select([slice(1, 99), 0])).toEqual([
    [3, 7],
    [0, 7],
  ]);
  expect(select([slice(-2, null)])).toEqual([
    [6, 4],
    [0, 7],
  ]);
  expect(select([slice(2, 1)])).toEqual([
    [6, 0],
    [0, 7],
  ]);
  expect(select([slice(2, -99)])).toEqual([
    [6, 0],
    [0, 7],
  ]);
  expect(select(["...", 0])).toEqual([
    [0, 10],
    [0, 7],
  ]);
  expect(select(undefined)).toEqual([
    [0, 10],
    [0, 7],
  ]);
  expect(select({ y: [1, 2] }, grid, ["y", "x"])).toEqual([
    [3, 3],
    [0, 7],
  ]);
});

test("keeps the axis of an integer", () => {
  expect(normalizeBlock([1, 0], grid.dimensions).shape).toEqual([3, 7]);
});

test("counts the chunks of any grid", () => {
  expect(select([1], rectilinearGrid([9], [[2, 4, 3]], regularDimension))).toEqual([[2, 4]]);
  expect(select([slice(1, null)], rectilinearGrid([8], [[2, 4, 3]], regularDimension))).toEqual([[2, 6]]);
});

test("finds nothing on an axis without elements", () => {
  const empty = regularGrid([0], [3]);
  expect(select([], empty)).toEqual([[0, 0]]);
  expect(select([slice(0, 1)], empty)).toEqual([[0, 0]]);
  expect(() => select([0], empty)).toThrow(expect.objectContaining({ code: "OUT_OF_BOUNDS" }));
});

test.each([
  ["an integer behind the grid", [4], "OUT_OF_BOUNDS"],
  ["an integer before it", [-5], "OUT_OF_BOUNDS"],
  ["a start behind the grid", [slice(4, 5)], "OUT_OF_BOUNDS"],
  ["a start before it", [slice(-5, 2)], "OUT_OF_BOUNDS"],
  ["another step", [slice(0, 4, 2)], "INVALID_SELECTION"],
  ["a step of zero", [slice(0, 4, 0)], "INVALID_SELECTION"],
  ["a list", [[0, 1]], "INVALID_SELECTION"],
  ["booleans", [true], "INVALID_SELECTION"],
  ["a fraction", [0.5], "INVALID_SELECTION"],
  ["too many items", [0, 0, 0], "INVALID_SELECTION"],
])("refuses %s", (_, selection, code) => {
  expect(() => select(selection)).toThrow(expect.objectContaining({ code }));
});
