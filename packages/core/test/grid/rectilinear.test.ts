import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../src/contract/index.ts";
import { rectilinearFactory, rectilinearGrid } from "../../src/grid/rectilinear.ts";
import { regularDimension } from "../../src/grid/regular.ts";

const factory = rectilinearFactory(regularDimension);

const create = (chunkShapes: JsonValue, shape: readonly number[]) =>
  factory.create({ kind: "inline", chunk_shapes: chunkShapes }, shape);

/** Chunks of one axis as `[start, length]`, as the grid tells them. */
function chunksOf(edges: JsonValue, extent: number): number[][] {
  const dimension = create([edges], [extent]).dimensions[0] ?? expect.unreachable();
  return Array.from({ length: dimension.count }, (_, chunk) => [dimension.start(chunk), dimension.size(chunk)]);
}

describe("an axis", () => {
  test.each<[JsonValue, number, number[][]]>([
    [
      4,
      10,
      [
        [0, 4],
        [4, 4],
        [8, 4],
      ],
    ],
    [
      [3, 5, 2],
      10,
      [
        [0, 3],
        [3, 5],
        [8, 2],
      ],
    ],
    [
      [[2, 3], 4],
      10,
      [
        [0, 2],
        [2, 2],
        [4, 2],
        [6, 4],
      ],
    ],
    [
      [
        [5, 1],
        [1, 5],
      ],
      10,
      [
        [0, 5],
        [5, 1],
        [6, 1],
        [7, 1],
        [8, 1],
        [9, 1],
      ],
    ],
    // The last chunk keeps its declared length, also where it hangs over.
    [
      [4, 8],
      10,
      [
        [0, 4],
        [4, 8],
      ],
    ],
    // Whole chunks past the end are no part of the grid.
    [
      [6, 6, 6, 6],
      10,
      [
        [0, 6],
        [6, 6],
      ],
    ],
    [[], 0, []],
    [[3], 0, []],
    [3, 0, []],
  ])("of %j over %i elements has chunks %j", (edges, extent, chunks) => {
    expect(chunksOf(edges, extent)).toEqual(chunks);
  });

  test("finds the first chunk that ends after an element", () => {
    const runs = fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 9 }),
        fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5 })),
      ),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(runs, fc.nat(), (edges, cut) => {
        const sizes = edges.flatMap((edge) => (typeof edge === "number" ? [edge] : new Array(edge[1]).fill(edge[0])));
        const owners = sizes.flatMap((size, chunk) => new Array<number>(size).fill(chunk));
        const extent = 1 + (cut % owners.length);
        const dimension = create([edges], [extent]).dimensions[0] ?? expect.unreachable();
        expect(dimension.count).toBe((owners[extent - 1] as number) + 1);
        for (let at = 0; at < extent; at++) {
          const chunk = owners[at] as number;
          expect([dimension.chunkAt(at), dimension.start(chunk), dimension.size(chunk)]).toEqual([
            chunk,
            owners.indexOf(chunk),
            sizes[chunk],
          ]);
        }
        expect([...dimension.sizes].sort()).toEqual([...new Set(sizes)].sort());
      }),
    );
  });

  test("costs nothing however many chunks it declares", () => {
    const dimension =
      create(
        [
          [
            [1, 10 ** 15],
            [10 ** 6, 2n ** 70n],
          ],
        ],
        [10 ** 15],
      ).dimensions[0] ?? expect.unreachable();
    expect(dimension.count).toBe(10 ** 15);
    expect(dimension.chunkAt(123456789012)).toBe(123456789012);
  });

  test("has a uniform length only when it is written as one number", () => {
    const { dimensions } = create([4, [4, 4]], [8, 8]);
    expect(dimensions.map((dimension) => dimension.uniformSize)).toEqual([4, undefined]);
  });
});

describe("the configuration", () => {
  test.each<[JsonObject | undefined]>([
    [undefined],
    [{ chunk_shapes: [[4]] }],
    [{ kind: "reference", chunk_shapes: [[4]] }],
    [{ kind: "inline" }],
    [{ kind: "inline", chunk_shapes: 4 }],
  ])("%j is refused", (configuration) => {
    expect(() => factory.create(configuration, [4])).toThrow(/rectilinear grid/);
  });

  test.each<[JsonValue]>([
    [[]],
    [[[4], [4]]],
    [[[0, 4]]],
    [[[-1, 5]]],
    [[[[2, 0], 4]]],
    [[[[0, 2], 4]]],
    [[[[2, -1], 6]]],
    [[[1.5, 4]]],
    [[[[2, 2, 2]]]],
    [[[[4]]]],
    [[["4"]]],
    [["4"]],
    [[null]],
    [[{}]],
    [[0]],
    [[-4]],
    [[1.5]],
  ])("chunk_shapes %j over 4 elements is refused", (chunkShapes) => {
    expect(() => create(chunkShapes, [4])).toThrow(/chunk_shapes/);
  });

  test.each<[JsonValue]>([[[3]], [[[1, 3]]], [[]]])("%j does not cover 4 elements", (edges) => {
    expect(() => create([edges], [4])).toThrow(/covers . elements of 4/);
  });

  test("is kept as it was written", () => {
    const chunkShapes = [[[2, 3], 4], 5];
    expect(create(chunkShapes, [10, 7]).metadata).toEqual({
      name: "rectilinear",
      configuration: { kind: "inline", chunk_shapes: chunkShapes },
    });
  });
});

describe("resizing", () => {
  test("adds a chunk for what the edges do not cover, and keeps them when shrinking", () => {
    const grid = rectilinearGrid([10, 10], [[4, 6], 5], regularDimension);
    const shapes = (shape: number[]) => (grid.resize(shape).metadata["configuration"] as JsonObject)["chunk_shapes"];
    expect(shapes([17, 20])).toEqual([[4, 6, 7], 5]);
    expect(shapes([3, 3])).toEqual([[4, 6], 5]);
    expect(grid.resize([17, 20]).dimensions.map((dimension) => dimension.count)).toEqual([3, 4]);
    expect(grid.resize([3, 3]).dimensions.map((dimension) => dimension.count)).toEqual([1, 1]);
  });
});
