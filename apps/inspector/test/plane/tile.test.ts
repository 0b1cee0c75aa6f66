import fc from "fast-check";
import { expect, test } from "vitest";
import { tilesOf } from "../../src/plane/tile.ts";
import {
  chunkBytes,
  firstSample,
  firstView,
  move,
  type Span,
  sampleCount,
  stepOf,
  zoom,
} from "../../src/plane/view.ts";

const extents = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 600 })), { minLength: 1, maxLength: 4 })
  .map((axes) => ({
    shape: axes.map(([extent]) => extent),
    chunks: axes.map(([, chunk]) => chunk),
    shards: null,
    itemsize: 4,
  }));

const samples = (span: Span, step: number): number[] =>
  Array.from({ length: sampleCount(span, step) }, (_, at) => firstSample(span, step) + at * step);

test("every element that is drawn is in one tile, and tiles begin and end where chunks do", () => {
  fc.assert(
    fc.property(extents, fc.double({ min: 0.001, max: 1, noNaN: true }), fc.nat(9999), (array, factor, at) => {
      const position = array.shape.map((extent) => at % extent);
      const whole = firstView(array, undefined, undefined, position);
      const view = move(array, zoom(array, whole, factor), at - 5000, 5000 - at);
      const tiles = tilesOf(array, view);
      expect(new Set(tiles.map(({ name }) => name)).size).toBe(tiles.length);
      for (const [axis, extent] of array.shape.entries()) {
        const chunk = array.chunks[axis] as number;
        const span = axis === view.columns ? view.window.columns : axis === view.rows ? view.window.rows : undefined;
        const pieces = new Map(tiles.map(({ axes }) => [axes[axis]?.start, axes[axis] as Span & { step: number }]));
        if (span === undefined) {
          const [piece] = pieces.values();
          expect(pieces.size).toBe(1);
          expect(piece?.start).toBeLessThanOrEqual(position[axis] as number);
          expect(piece?.stop).toBeGreaterThan(position[axis] as number);
          continue;
        }
        const covered = [...pieces.values()].flatMap((piece) => samples(piece, piece.step));
        const wanted = samples(span, stepOf(span));
        expect(covered.filter((place) => span.start <= place && place < span.stop).sort((a, b) => a - b)).toEqual(
          wanted,
        );
        for (const { start, stop } of pieces.values()) {
          expect(start % chunk).toBe(0);
          expect(stop === extent || stop % chunk === 0).toBe(true);
        }
      }
    }),
  );
});

const volume = { shape: [100, 4000, 4000], chunks: [8, 64, 64], shards: null, itemsize: 2 };

test("a window that moves, and a slider inside of a chunk, want the same tiles", () => {
  const view = zoom(volume, firstView(volume, 1, 2, [9, 0, 0]), 0.2);
  const names = new Set(tilesOf(volume, view).map(({ name }) => name));
  const moved = tilesOf(volume, move(volume, view, 10, 100));
  const kept = moved.filter(({ name }) => names.has(name)).length;
  expect(kept).toBeGreaterThan(0.7 * moved.length);
  const names2 = tilesOf(volume, { ...view, position: [15, 0, 0] }).map(({ name }) => name);
  expect(new Set(names2)).toEqual(names);
  expect(tilesOf(volume, { ...view, position: [16, 0, 0] }).some(({ name }) => names.has(name))).toBe(false);
});

test("a first picture of a huge plane takes few tiles, the middle ones first", () => {
  const huge = { shape: [3_000_000, 2_000_000], chunks: [512, 512], shards: null, itemsize: 2 };
  const view = firstView(huge);
  const tiles = tilesOf(huge, view);
  expect(tiles.length).toBe(chunkBytes(huge, view) / (512 * 512 * 2));
  const [first] = tiles;
  for (const [axis, middle] of [1_500_000, 1_000_000].entries()) {
    expect(Math.abs((first?.axes[axis]?.start as number) - middle)).toBeLessThanOrEqual(512);
  }
});

test("of chunks that are too deep only some positions are kept", () => {
  const deep = { shape: [100_000, 64, 64], chunks: [100_000, 64, 64], shards: null, itemsize: 4 };
  const [tile] = tilesOf(deep, firstView(deep, 1, 2, [50_007, 0, 0]));
  expect(tile?.axes[0]).toEqual({ start: 50_000 - (50_000 % 32), stop: 50_000 - (50_000 % 32) + 32, step: 1 });
});
