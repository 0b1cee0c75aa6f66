import { expect, test } from "vitest";
import { packRegion, unpackRegion } from "../../src/plan/pack-region.ts";
import type { Region } from "../../src/selection/region.ts";

test("a box goes to memory of its own and from there to where it belongs", () => {
  const region: Region = {
    kind: "box",
    axes: [
      { kind: "run", start: 5, step: -2, count: 3, target: 40 },
      { kind: "list", positions: [7, 7, 1], targets: [9, 2, 4] },
    ],
  };
  expect(packRegion(region)).toEqual({
    shape: [3, 3],
    region: {
      kind: "box",
      axes: [
        { kind: "run", start: 5, step: -2, count: 3, target: 0 },
        { kind: "list", positions: [7, 7, 1], targets: [0, 1, 2] },
      ],
    },
  });
  expect(unpackRegion(region)).toEqual({
    kind: "box",
    axes: [
      { kind: "run", start: 0, step: 1, count: 3, target: 40 },
      { kind: "list", positions: [0, 1, 2], targets: [9, 2, 4] },
    ],
  });
});

test("points go one after the other", () => {
  const region: Region = {
    kind: "points",
    axes: [
      [3, 1],
      [0, 2],
    ],
    targets: [8, 5],
  };
  expect(packRegion(region)).toEqual({ shape: [2], region: { ...region, targets: [0, 1] } });
  expect(unpackRegion(region)).toEqual({ kind: "points", axes: [[0, 1]], targets: [8, 5] });
});

test("the one element of an array without axes has nowhere else to be", () => {
  const region: Region = { kind: "box", axes: [] };
  expect(packRegion(region)).toEqual({ shape: [], region });
  expect(unpackRegion(region)).toEqual(region);
});
