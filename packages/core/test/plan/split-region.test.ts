import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GridDimension } from "../../src/contract/index.ts";
import { rectilinearGrid } from "../../src/grid/rectilinear.ts";
import { regularDimension } from "../../src/grid/regular.ts";
import type { ChunkProjection } from "../../src/plan/split-box.ts";
import { countChunks, coversAll, splitRegion } from "../../src/plan/split-region.ts";
import type { AxisProjection, Region } from "../../src/selection/region.ts";
import { product } from "../support/oracle.ts";

type Run = Extract<AxisProjection, { kind: "run" }>;

const run = (start: number, step: number, count: number, target = 0): Run => {
  return { kind: "run", start, step, count, target };
};
const box = (...axes: AxisProjection[]): Region => ({ kind: "box", axes });

/** The positions of an axis and where each goes. */
function pairs(axis: AxisProjection): [position: number, target: number][] {
  if (axis.kind === "list") return Array.from(axis.positions, (position, i) => [position, axis.targets[i] as number]);
  return Array.from({ length: axis.count }, (_, i) => [axis.start + i * axis.step, axis.target + i]);
}

/** Every single element that a region moves: `position → target`, both as coordinates. */
function moves(region: Region, starts: readonly number[]): string[] {
  if (region.kind === "points") {
    return Array.from(region.targets, (target, point) => {
      const position = region.axes.map((axis, index) => (axis[point] as number) + (starts[index] as number));
      return `${position} → ${target}`;
    });
  }
  return product(region.axes.map(pairs)).map((tuple) => {
    const position = tuple.map(([at], index) => at + (starts[index] as number));
    return `${position} → ${tuple.map(([, target]) => target)}`;
  });
}

/** What all projections together move, in coordinates of the array; each checked to lie in its chunk. */
function allMoves(projections: readonly ChunkProjection[], dimensions: readonly GridDimension[]): string[] {
  return projections.flatMap(({ coordinates, region }) => {
    const starts = coordinates.map((chunk, axis) => dimensions[axis]?.start(chunk) as number);
    const sizes = coordinates.map((chunk, axis) => dimensions[axis]?.size(chunk) as number);
    const inside = (position: number, axis: number) => position >= 0 && position < (sizes[axis] as number);
    if (region.kind === "box") {
      region.axes.forEach((axis, index) => {
        expect(pairs(axis).length).toBeGreaterThan(0);
        expect(pairs(axis).every(([position]) => inside(position, index))).toBe(true);
      });
    } else {
      region.axes.forEach((axis, index) => {
        expect(Array.from(axis).every((position) => inside(position, index))).toBe(true);
      });
    }
    return moves(region, starts);
  });
}

/** An axis of some length, cut evenly or not. */
const dimension = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 12 })).map(([extent, size]) => {
    return regularDimension(extent, size);
  }),
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }).map((sizes) => {
    const extent = sizes.reduce((sum, size) => sum + size, 0);
    return rectilinearGrid([extent], [sizes], regularDimension).dimensions[0] as GridDimension;
  }),
);

const runIn = ({ extent }: GridDimension) =>
  fc
    .tuple(fc.nat(extent - 1), fc.integer({ min: -7, max: 7 }), fc.nat(40), fc.nat(5))
    .filter(([, step]) => step !== 0)
    .map(([start, step, wanted, target]) => {
      const room = step > 0 ? extent - 1 - start : start;
      return run(start, step, Math.min(wanted, Math.floor(room / Math.abs(step)) + 1), target);
    });

const listIn = ({ extent }: GridDimension) =>
  fc.array(fc.tuple(fc.nat(extent - 1), fc.nat(50)), { maxLength: 12 }).map((entries): AxisProjection => {
    return { kind: "list", positions: entries.map(([at]) => at), targets: entries.map(([, target]) => target) };
  });

describe("a box", () => {
  test("is divided into the elements it names, each once, each with its target", () => {
    const plan = fc
      .array(dimension, { maxLength: 3 })
      .chain((dimensions) =>
        fc.tuple(fc.constant(dimensions), fc.tuple(...dimensions.map((one) => fc.oneof(runIn(one), listIn(one))))),
      );
    fc.assert(
      fc.property(plan, ([dimensions, axes]) => {
        const region = box(...(axes as AxisProjection[]));
        const projections = [...splitRegion(region, dimensions)];
        expect(allMoves(projections, dimensions).sort()).toEqual(
          moves(
            region,
            dimensions.map(() => 0),
          ).sort(),
        );
        expect(countChunks(region, dimensions)).toBe(projections.length);
        const visited = projections.map(({ coordinates }) => coordinates.join());
        expect(new Set(visited).size).toBe(visited.length);
      }),
      { numRuns: 500 },
    );
  });

  test("is visited chunk by chunk in C order", () => {
    const dimensions = [regularDimension(4, 2), regularDimension(6, 3)];
    const visited = [...splitRegion(box(run(0, 1, 4), run(0, 1, 6)), dimensions)];
    expect(visited.map(({ coordinates }) => coordinates)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
  });

  test.each<[string, Run, object[]]>([
    [
      "over two chunks",
      run(1, 1, 4),
      [
        { coordinates: [0], axis: run(1, 1, 2, 0) },
        { coordinates: [1], axis: run(0, 1, 2, 2) },
      ],
    ],
    [
      "backwards",
      run(7, -1, 5),
      [
        { coordinates: [2], axis: run(1, -1, 2, 0) },
        { coordinates: [1], axis: run(2, -1, 3, 2) },
      ],
    ],
    [
      "in steps wider than a chunk",
      run(0, 5, 2, 10),
      [
        { coordinates: [0], axis: run(0, 5, 1, 10) },
        { coordinates: [1], axis: run(2, 5, 1, 11) },
      ],
    ],
    ["of nothing", run(0, 1, 0), []],
  ])("%s", (_, axis, expected) => {
    const projections = [...splitRegion(box(axis), [regularDimension(9, 3)])];
    expect(
      projections.map(({ coordinates, region }) => ({
        coordinates,
        axis: region.kind === "box" ? region.axes[0] : undefined,
      })),
    ).toEqual(expected);
  });

  test("of no axes is the one chunk of an array without axes", () => {
    expect([...splitRegion(box(), [])]).toEqual([{ coordinates: [], region: box() }]);
    expect(countChunks(box(), [])).toBe(1);
  });

  test("is divided as it is asked for: a large array costs nothing to begin with", () => {
    const dimensions = [regularDimension(2 ** 20, 1), regularDimension(2 ** 20, 1), regularDimension(2 ** 20, 1)];
    const whole = run(0, 1, 2 ** 20);
    const first = splitRegion(box(run(0, 1, 2), run(0, 1, 2), whole), dimensions).next();
    expect(first.value).toMatchObject({ coordinates: [0, 0, 0] });
    expect(countChunks(box(run(0, 1, 2), run(0, 1, 2), whole), dimensions)).toBe(2 ** 22);
  });
});

describe("points", () => {
  test("are gathered by chunk, in their order within it, each with its target", () => {
    const plan = fc
      .array(dimension, { minLength: 1, maxLength: 3 })
      .chain((dimensions) =>
        fc.tuple(
          fc.constant(dimensions),
          fc.array(fc.tuple(...dimensions.map(({ extent }) => fc.nat(extent - 1))), { maxLength: 15 }),
        ),
      );
    fc.assert(
      fc.property(plan, ([dimensions, points]) => {
        const region: Region = {
          kind: "points",
          axes: dimensions.map((_, axis) => points.map((point) => point[axis] as number)),
          targets: points.map((_, index) => index),
        };
        const projections = [...splitRegion(region, dimensions)];
        expect(allMoves(projections, dimensions).sort()).toEqual(
          moves(
            region,
            dimensions.map(() => 0),
          ).sort(),
        );
        expect(countChunks(region, dimensions)).toBe(projections.length);
        for (const { region: part } of projections) {
          const targets = part.kind === "points" ? Array.from(part.targets) : expect.unreachable();
          expect(targets).toEqual([...targets].sort((a, b) => a - b));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("coversAll", () => {
  const covers = (axes: AxisProjection[], shape: number[]) => coversAll(box(...axes), shape);
  const list = (...positions: number[]): AxisProjection => ({ kind: "list", positions, targets: positions });

  test("is true only when every element is named", () => {
    expect(covers([], [])).toBe(true);
    expect(covers([run(0, 1, 3), run(1, -1, 2)], [3, 2])).toBe(true);
    expect(covers([run(0, 2, 2)], [3])).toBe(false);
    expect(covers([run(0, 7, 1)], [1])).toBe(true);
    expect(covers([run(0, 1, 2)], [3])).toBe(false);
    expect(covers([run(1, 1, 2)], [3])).toBe(false);
    expect(covers([list(2, 0, 1, 1)], [3])).toBe(true);
    expect(covers([list(2, 0, 0)], [3])).toBe(false);
    expect(coversAll({ kind: "points", axes: [[0]], targets: [0] }, [1])).toBe(false);
  });
});
