import { describe, expect, test } from "vitest";
import { type CoordinateSelection, normalizeCoordinate } from "../../src/selection/coordinate.ts";
import { slice } from "../../src/selection/slice.ts";

function select(selection: unknown, shape: readonly number[] = [5, 6], names?: readonly string[]) {
  const { region, shape: result } = normalizeCoordinate(selection as CoordinateSelection, shape, names);
  return { axes: region.kind === "points" ? region.axes.map((axis) => [...axis]) : [], shape: result };
}

test("broadcasts index arrays against each other", () => {
  expect(
    select([
      [[1], [-1]],
      [0, 2, -1],
    ]),
  ).toEqual({
    axes: [
      [1, 1, 1, 4, 4, 4],
      [0, 2, 5, 0, 2, 5],
    ],
    shape: [2, 3],
  });
  expect(select([Int8Array.of(0, 1), 3])).toEqual({
    axes: [
      [0, 1],
      [3, 3],
    ],
    shape: [2],
  });
});

test("answers one point as a list of one, as zarr-python does", () => {
  expect(select([1n, 2])).toEqual({ axes: [[1], [2]], shape: [1] });
});

test("takes the list itself where there is one axis", () => {
  expect(select([3, 0, 3], [5])).toEqual({ axes: [[3, 0, 3]], shape: [3] });
  expect(select(Int16Array.of(3, -1), [5])).toEqual({ axes: [[3, 4]], shape: [2] });
  expect(select([], [5])).toEqual({ axes: [[]], shape: [0] });
});

test("takes all dimensions by name", () => {
  expect(select({ x: [1, 2], y: 0 }, [5, 6], ["y", "x"])).toEqual({
    axes: [
      [0, 0],
      [1, 2],
    ],
    shape: [2],
  });
});

test("takes booleans of the array's shape", () => {
  const mask = [
    [true, false],
    [false, true],
  ];
  const wanted = {
    axes: [
      [0, 1],
      [0, 1],
    ],
    shape: [2],
  };
  expect(select(mask, [2, 2])).toEqual(wanted);
  expect(select({ data: Uint8Array.of(1, 0, 0, 1), shape: [2, 2], dtype: "bool" }, [2, 2])).toEqual(wanted);
});

test("takes small types whose positions they could not hold", () => {
  const { axes } = select([Int8Array.of(-1, 127), Uint8Array.of(255, 0)], [1000, 256]);
  expect(axes).toEqual([
    [999, 127],
    [255, 0],
  ]);
});

test("leaves the caller's arrays as they are", () => {
  const indices = Int32Array.of(-1, -2);
  select([indices, indices]);
  expect([...indices]).toEqual([-1, -2]);
});

describe("refuses", () => {
  test.each([
    ["slices", [slice(2), [1]], "Axis 0 needs an integer or an array of integers"],
    ["null", [null, [1]], "Axis 0 needs an integer or an array of integers"],
    ["booleans for an axis", [[1], [true]], "Axis 1 needs an integer or an array of integers"],
    ["too few index arrays", [[1]], "for each of 2 dimensions, found 1"],
    ["too many index arrays", [[1], [1], [1]], "for each of 2 dimensions, found 3"],
    [
      "shapes that do not broadcast",
      [
        [1, 2],
        [1, 2, 3],
      ],
      "Index arrays of shapes [2], [3] cannot be broadcast",
    ],
    ["booleans of another shape", [[true, false]], "A mask needs the array's shape [5, 6], found [1, 2]"],
    ["names that leave some out", { y: [1] }, "Axis 1 needs an integer"],
  ])("%s", (_, selection, message) => {
    expect(() => select(selection, [5, 6], ["y", "x"])).toThrow(
      expect.objectContaining({ code: "INVALID_COORDINATES", message: expect.stringContaining(message) }),
    );
  });

  test("an index outside", () => {
    expect(() => select([[0], [6]])).toThrow(expect.objectContaining({ code: "OUT_OF_BOUNDS" }));
    expect(() => select([[-6], [0]])).toThrow(expect.objectContaining({ code: "OUT_OF_BOUNDS" }));
  });

  test("floating-point arrays", () => {
    expect(() => select([Float32Array.of(0), [0]])).toThrow(expect.objectContaining({ code: "INVALID_SELECTION" }));
  });
});
