import { expect, test } from "vitest";
import { chunkBytes, firstView, move, sampleCount, sideLimit, stepOf, zoom } from "../../src/plane/view.ts";

const small = { shape: [5, 40, 60], chunks: [1, 20, 20], shards: null, itemsize: 4 };
const huge = { shape: [3, 3_000_000, 2_000_000], chunks: [1, 512, 512], shards: null, itemsize: 2 };

test("a small plane is looked at as a whole", () => {
  const view = firstView(small);
  expect(view).toEqual({
    rows: 1,
    columns: 2,
    position: [0, 0, 0],
    window: { rows: { start: 0, stop: 40 }, columns: { start: 0, stop: 60 } },
  });
  expect(chunkBytes(small, view)).toBe(40 * 60 * 4);
});

test("of a huge plane the middle is looked at, and it costs little", () => {
  const view = firstView(huge);
  expect(chunkBytes(huge, view)).toBeLessThanOrEqual(64 * 2 ** 20);
  const { rows, columns } = view.window;
  expect(Math.abs((rows.start + rows.stop) / 2 - 1_500_000)).toBeLessThanOrEqual(8);
  expect(Math.abs((columns.start + columns.stop) / 2 - 1_000_000)).toBeLessThanOrEqual(8);
});

test.each([1, 7, 1024, 1025, 2048, 3_000_000])("a window of %i elements is read with at most 1024", (length) => {
  const span = { start: 3, stop: 3 + length };
  const count = sampleCount(span, stepOf(span));
  expect(count).toBeLessThanOrEqual(sideLimit);
  expect(count).toBeGreaterThanOrEqual(Math.min(length, sideLimit / 2));
});

test("zooming keeps its point, and never leaves the array", () => {
  let view = zoom(small, firstView(small), 0.5, [10, 30]);
  expect(view.window).toEqual({ rows: { start: 5, stop: 25 }, columns: { start: 15, stop: 45 } });
  view = move(small, view, -100, 100);
  expect(view.window).toEqual({ rows: { start: 0, stop: 20 }, columns: { start: 30, stop: 60 } });
  expect(zoom(small, view, Number.POSITIVE_INFINITY).window).toEqual(firstView(small).window);
  for (let times = 0; times < 9; times++) view = zoom(small, view, 0.5);
  expect(view.window.rows.stop - view.window.rows.start).toBe(8);
  expect(zoom(small, view, 0.5)).toBe(view);
});
