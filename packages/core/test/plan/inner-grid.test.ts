import { expect, test } from "vitest";
import type { Subdivision } from "../../src/contract/index.ts";
import { innerDimensions, innerPosition } from "../../src/plan/inner-grid.ts";

const subdivision = { gridShape: [2, 3], inner: { shape: [4, 5] } } as unknown as Subdivision;

test("the grid of inner chunks counts in elements of the chunk", () => {
  const [rows, columns] = innerDimensions(subdivision);
  expect([rows?.extent, rows?.count, rows?.start(1)]).toEqual([8, 2, 4]);
  expect([columns?.extent, columns?.count, columns?.chunkAt(14)]).toEqual([15, 3, 2]);
});

test("inner chunks are numbered in C order", () => {
  const all = [0, 1].flatMap((row) => [0, 1, 2].map((column) => innerPosition(subdivision, [row, column])));
  expect(all).toEqual([0, 1, 2, 3, 4, 5]);
  expect(innerPosition({ ...subdivision, gridShape: [] }, [])).toBe(0);
});
