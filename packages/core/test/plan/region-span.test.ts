import fc from "fast-check";
import { expect, test } from "vitest";
import { regionSpan } from "../../src/plan/region-span.ts";
import type { AxisProjection, Region } from "../../src/selection/region.ts";

test("a span reaches from the first element that a region names to the last", () => {
  const axis = (length: number): fc.Arbitrary<AxisProjection> =>
    fc.oneof(
      fc.array(fc.nat({ max: length - 1 }), { minLength: 1, maxLength: 5 }).map((positions): AxisProjection => {
        return { kind: "list", positions, targets: positions.map((_, i) => i) };
      }),
      fc
        .tuple(
          fc.nat({ max: length - 1 }),
          fc.integer({ min: -3, max: 3 }).filter((step) => step !== 0),
        )
        .chain(([start, step]) => {
          const most = step > 0 ? Math.floor((length - 1 - start) / step) : Math.floor(start / -step);
          return fc.integer({ min: 1, max: most + 1 }).map((count): AxisProjection => {
            return { kind: "run", start, step, count, target: 0 };
          });
        }),
    );
  const region = fc
    .array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 })
    .chain((shape) =>
      fc.tuple(...shape.map(axis)).map((axes): [readonly number[], Region] => [shape, { kind: "box", axes }]),
    );
  fc.assert(
    fc.property(region, ([shape, box]) => {
      let positions = [0];
      for (const [index, one] of (box.axes as readonly AxisProjection[]).entries()) {
        const along =
          one.kind === "list" ? one.positions : Array.from({ length: one.count }, (_, i) => one.start + i * one.step);
        positions = positions.flatMap((before) => along.map((at) => before * (shape[index] as number) + at));
      }
      expect(regionSpan(box, shape)).toEqual({ start: Math.min(...positions), end: Math.max(...positions) + 1 });
    }),
  );
});

test("points have none: they lie anywhere", () => {
  expect(regionSpan({ kind: "points", axes: [[1], [2]], targets: [0] }, [3, 3])).toBeUndefined();
});
