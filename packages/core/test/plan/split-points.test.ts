import fc from "fast-check";
import { expect, test } from "vitest";
import { regularDimension } from "../../src/grid/regular.ts";
import { countPointChunks, splitPoints } from "../../src/plan/split-points.ts";
import { countChunks, splitRegion } from "../../src/plan/split-region.ts";
import type { PointRegion } from "../../src/selection/region.ts";
import { processorMilliseconds } from "../support/processor-time.ts";

function points(axes: number[][], count = axes[0]?.length ?? 0): PointRegion {
  return { kind: "points", axes, targets: Array.from({ length: count }, (_, i) => i) };
}

test("puts each point into its chunk, in the order given, and each chunk once", () => {
  const axis = fc.record({ size: fc.integer({ min: 1, max: 7 }), extent: fc.integer({ min: 1, max: 40 }) });
  const cases = fc.array(axis, { minLength: 1, maxLength: 3 }).chain((axes) => {
    const one = fc.tuple(...axes.map(({ extent }) => fc.nat(extent - 1)));
    return fc.tuple(fc.constant(axes), fc.array(one, { maxLength: 60 }));
  });
  fc.assert(
    fc.property(cases, ([axes, list]) => {
      const dimensions = axes.map(({ extent, size }) => regularDimension(extent, size));
      const region = points(
        axes.map((_, index) => list.map((point) => point[index] as number)),
        list.length,
      );
      const wanted = new Map<string, [number[], number][]>();
      for (const [target, point] of list.entries()) {
        const chunk = point.map((position, index) => Math.floor(position / (axes[index]?.size as number)));
        const inside = point.map((position, index) => position % (axes[index]?.size as number));
        wanted.set(String(chunk), [...(wanted.get(String(chunk)) ?? []), [inside, target]]);
      }
      const pieces = [...splitPoints(region, dimensions)];
      const found = pieces.map(({ coordinates, region: { axes: local, targets } }): [string, [number[], number][]] => [
        String(coordinates),
        targets.map((target, point) => [local.map((positions) => positions[point] as number), target]),
      ]);
      expect(new Map(found)).toEqual(wanted);
      expect(found.length).toBe(wanted.size);
      expect(countPointChunks(region, dimensions)).toBe(wanted.size);
      expect(countChunks(region, dimensions)).toBe(wanted.size);
    }),
    { numRuns: 500 },
  );
});

test("works on grids with more chunks than numbers are exact", () => {
  const dimensions = [2 ** 50, 2 ** 50, 2 ** 50].map((extent) => regularDimension(extent, 1));
  const far = 2 ** 50 - 1;
  const region = points([
    [far, far, 0, far],
    [far, far - 1, 0, far],
    [far, far, 1, far],
  ]);
  const pieces = [...splitPoints(region, dimensions)].map(({ coordinates, region: { targets } }) => [
    coordinates,
    targets,
  ]);
  expect(pieces).toHaveLength(3);
  expect(pieces).toEqual(
    expect.arrayContaining([
      [
        [far, far, far],
        [0, 3],
      ],
      [[far, far - 1, far], [1]],
      [[0, 0, 1], [2]],
    ]),
  );
});

test("has one chunk where there are no axes, and none where there are no points", () => {
  expect([...splitRegion(points([], 1), [])]).toEqual([{ coordinates: [], region: points([], 1) }]);
  expect([...splitRegion(points([[]]), [regularDimension(4, 2)])]).toEqual([]);
});

test("divides a million points in the time of a few passes over them", () => {
  const count = 1_000_000;
  const scattered = (factor: number) => Array.from({ length: count }, (_, i) => (i * factor) % 4096);
  const region = points([scattered(2654435761), scattered(40503)]);
  let seen = 0;
  const milliseconds = processorMilliseconds(() => {
    for (const piece of splitPoints(region, [regularDimension(4096, 256), regularDimension(4096, 256)])) {
      seen += piece.region.targets.length;
    }
  });
  expect(seen).toBe(count);
  expect(milliseconds).toBeLessThan(5000);
});
