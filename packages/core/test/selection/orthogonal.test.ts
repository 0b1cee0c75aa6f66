import { describe, expect, test } from "vitest";
import { normalizeOrthogonal, type OrthogonalSelection } from "../../src/selection/orthogonal.ts";
import { slice } from "../../src/selection/slice.ts";

const shape = [5, 6];

/** The positions selected along each axis. */
function select(selection: unknown, names?: readonly string[]): number[][] {
  const { region } = normalizeOrthogonal(selection as OrthogonalSelection, shape, names);
  return (region.kind === "box" ? region.axes : []).map((axis) => {
    if (axis.kind === "list") return [...axis.positions];
    return Array.from({ length: axis.count }, (_, i) => axis.start + i * axis.step);
  });
}

test("takes lists, typed arrays, booleans, slices and integers, and fills in what is missing", () => {
  const all = [0, 1, 2, 3, 4, 5];
  expect(select([[4, -5, 4]])).toEqual([[4, 0, 4], all]);
  expect(select([Int8Array.of(-1, 2)])).toEqual([[4, 2], all]);
  expect(select([BigInt64Array.of(-1n, 2n)])).toEqual([[4, 2], all]);
  expect(select([[1n, 2n]])).toEqual([[1, 2], all]);
  expect(select([[false, true, false, false, true], slice(4, 1, -2)])).toEqual([
    [1, 4],
    [4, 2],
  ]);
  expect(select(["...", [3]])).toEqual([[0, 1, 2, 3, 4], [3]]);
  expect(select([{ data: Uint8Array.of(0, 0, 1, 0, 0), shape: [5], dtype: "bool" }, 1])).toEqual([[2], [1]]);
  expect(select([{ data: [9, 1, 9, 2], shape: [2], stride: [2], offset: 1 }])).toEqual([[1, 2], all]);
  expect(select([[], null])).toEqual([[], all]);
  expect(select(undefined)).toEqual([[0, 1, 2, 3, 4], all]);
});

test("takes a single index array for the first axis, and an array without axes as an integer", () => {
  expect(select(Int32Array.of(1))).toEqual([[1], [0, 1, 2, 3, 4, 5]]);
  expect(normalizeOrthogonal([{ data: Int32Array.of(3), shape: [] }, 0], shape).shape).toEqual([]);
});

test("reads a list under a dimension's name as indices", () => {
  expect(select({ x: [0, 2] }, ["y", "x"])).toEqual([
    [0, 1, 2, 3, 4],
    [0, 2],
  ]);
});

test("leaves the caller's arrays as they are", () => {
  const indices = Int32Array.of(-1, -2);
  const list = [-1, -2];
  select([indices, list]);
  expect([...indices, ...list]).toEqual([-1, -2, -1, -2]);
});

describe("refuses", () => {
  test.each([
    ["booleans of another length", [[true, false]], "Axis 0 needs 5 booleans, found 2"],
    ["lists of two dimensions", [[[1], [2]]], "Axis 0 needs a list of one dimension, found 2 dimensions"],
    ["ragged lists", [[[1], [2, 3]]], "must be nested lists of equal lengths"],
    ["booleans among integers", [[1, true]], "must be an integer, found boolean true"],
    ["integers among booleans", [[true, 1, true, true, true]], "mixes booleans with number 1"],
    ["fractions", [[0.5]], "must be an integer, found number 0.5"],
    ["floating-point arrays", [Float64Array.of(1)], "must hold integers or booleans, found floating-point numbers"],
    ["arrays of another data type", [{ data: [1], shape: [1], dtype: "float32" }], "found float32"],
    ["arrays whose data is too short", [{ data: [1], shape: [2] }], "but its data has 1 elements"],
    ["a single boolean", [true], "Axis 0 needs an integer"],
    ["strings", ["x"], "Axis 0 needs an integer"],
    ["too many items", [0, 0, 0], "Too many indices"],
    ["two ellipses", ["...", "..."], 'only one "..."'],
  ])("%s", (_, selection, message) => {
    expect(() => select(selection)).toThrow(
      expect.objectContaining({ code: "INVALID_SELECTION", message: expect.stringContaining(message) }),
    );
  });

  test("an index outside", () => {
    for (const outside of [[[5]], [[-6]], [Uint8Array.of(9)], [5]]) {
      expect(() => select(outside)).toThrow(expect.objectContaining({ code: "OUT_OF_BOUNDS" }));
    }
    expect(() => select([slice(0, 5, 0)])).toThrow(expect.objectContaining({ code: "INVALID_STEP" }));
  });
});
