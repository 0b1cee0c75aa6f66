import { expect, test } from "vitest";
import { type MaskSelection, normalizeMask } from "../../src/selection/mask.ts";

function select(selection: unknown, shape: readonly number[]) {
  const { region, shape: result } = normalizeMask(selection as MaskSelection, shape);
  return { axes: region.kind === "points" ? region.axes.map((axis) => [...axis]) : [], shape: result };
}

test("selects what is true, in C order", () => {
  const wanted = {
    axes: [
      [0, 1, 1],
      [2, 0, 2],
    ],
    shape: [3],
  };
  const rows = [
    [false, false, true],
    [true, false, true],
  ];
  expect(select(rows, [2, 3])).toEqual(wanted);
  const data = Uint8Array.of(0, 0, 1, 1, 0, 1);
  expect(select({ data, shape: [2, 3], dtype: "bool" }, [2, 3])).toEqual(wanted);
  expect(select({ data, shape: [2, 3] }, [2, 3])).toEqual(wanted);
  // The same mask the other way round in memory.
  expect(
    select({ data: Uint8Array.of(0, 1, 0, 0, 1, 1), shape: [2, 3], stride: [1, 2], dtype: "bool" }, [2, 3]),
  ).toEqual(wanted);
});

test("works without axes and without elements", () => {
  expect(select(true, [])).toEqual({ axes: [], shape: [1] });
  expect(select(false, [])).toEqual({ axes: [], shape: [0] });
  expect(select([], [0])).toEqual({ axes: [[]], shape: [0] });
});

test.each([
  ["another shape", [[true]], "A mask needs the array's shape [2], found [1, 1]"],
  ["another length", [true], "A mask needs the array's shape [2], found [1]"],
  ["integers", [1, 0], "A mask needs booleans, found integers"],
  ["numbers that say they are numbers", { data: Uint8Array.of(1, 0), shape: [2], dtype: "uint8" }, "found integers"],
  ["other things", "yes", "must be an integer, found string"],
])("refuses %s", (_, selection, message) => {
  expect(() => select(selection, [2])).toThrow(
    expect.objectContaining({ code: "INVALID_SELECTION", message: expect.stringContaining(message) }),
  );
});
