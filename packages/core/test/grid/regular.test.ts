import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/contract/index.ts";
import { factory, regularDimension, regularGrid } from "../../src/grid/regular.ts";

describe("an axis", () => {
  test.each([
    [10, 3, 4],
    [9, 3, 3],
    [2, 5, 1],
    [0, 5, 0],
    [1, 1, 1],
  ])("of %i in chunks of %i has %i", (extent, size, count) => {
    expect(regularDimension(extent, size).count).toBe(count);
  });

  test("element c lies in chunk floor(c / size) at c mod size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(199),
        (extent, size, at) => {
          fc.pre(at < extent);
          const dimension = regularDimension(extent, size);
          const chunk = dimension.chunkAt(at);
          expect(chunk).toBeLessThan(dimension.count);
          expect([chunk, at - dimension.start(chunk)]).toEqual([Math.floor(at / size), at % size]);
        },
      ),
    );
  });

  test("stores its last chunk at full length", () => {
    const dimension = regularDimension(10, 4);
    expect([dimension.size(0), dimension.size(2), dimension.uniformSize, dimension.sizes]).toEqual([4, 4, 4, [4]]);
  });

  test("may be longer than 32 bits count", () => {
    const dimension = regularDimension(2 ** 52, 1000);
    expect(dimension.chunkAt(2 ** 52 - 1)).toBe(Math.floor((2 ** 52 - 1) / 1000));
    expect(dimension.start(2 ** 40)).toBe(2 ** 40 * 1000);
  });
});

describe("the grid", () => {
  test("keeps its chunks when the array is resized", () => {
    const grid = regularGrid([10, 10], [4, 5]).resize([3, 0]);
    expect(grid.dimensions.map((dimension) => dimension.count)).toEqual([1, 0]);
    expect(grid.metadata).toEqual({ name: "regular", configuration: { chunk_shape: [4, 5] } });
  });

  test("may have no axes", () => {
    expect(factory.create({ chunk_shape: [] }, []).dimensions).toEqual([]);
  });

  test.each<[JsonObject | undefined]>([
    [undefined],
    [{}],
    [{ chunk_shape: 2 }],
    [{ chunk_shape: [2] }],
    [{ chunk_shape: [2, 0] }],
    [{ chunk_shape: [2, -1] }],
    [{ chunk_shape: [2, 1.5] }],
    [{ chunk_shape: [2, null] }],
    [{ chunk_shape: [2, "2"] }],
    [{ chunk_shape: [2, [1, 1]] }],
  ])("refuses %j for two axes", (configuration) => {
    expect(() => factory.create(configuration, [4, 4])).toThrow(/chunk_shape/);
  });
});
