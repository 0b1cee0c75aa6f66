import { decode } from "fast-png";
import { expect, test } from "vitest";
import { picture } from "../src/picture.ts";

/** The colour of the cell in that column of a picture with one row. */
function colours(...values: number[]): number[][] {
  const { data } = decode(picture([1, values.length], Uint16Array.from(values), 65535));
  return values.map((_, cell) => [...data.subarray(cell * 9, cell * 9 + 3)]);
}

test("colours run from sand to deep blue, and cells without data are grey", () => {
  expect(colours(0, 1000, 8000, 20195, 65535)).toEqual([
    [243, 229, 196],
    [94, 180, 138],
    [58, 34, 104],
    [58, 34, 104],
    [214, 214, 214],
  ]);
});

test("between two colours of the scale lies their mean", () => {
  expect(colours(1500)).toEqual([[69, 160, 156]]);
});
