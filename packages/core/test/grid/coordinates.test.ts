import { expect, test } from "vitest";
import { gridCoordinates } from "../../src/grid/coordinates.ts";

test.each([
  [[], [[]]],
  [[0, 3], []],
  [
    [2, 2],
    [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
  ],
])("the coordinates of a grid of %j chunks", (counts, expected) => {
  expect([...gridCoordinates(counts)]).toEqual(expected);
});
