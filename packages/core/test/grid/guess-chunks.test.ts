import { describe, expect, test } from "vitest";
import { guessChunks, guessShards, innerChunkLimits, normalizeChunks } from "../../src/grid/guess-chunks.ts";
import { zarrPythonChunks } from "./zarr-python-chunks.ts";

describe("guessChunks", () => {
  test.each([
    [[100], 4, [100]],
    [[10, 20], 8, [10, 20]],
    [[1000, 1000], 8, [250, 250]],
    [[10000, 10000], 8, [313, 625]],
    [[1000000], 8, [62500]],
    [[10 ** 9], 1, [1953125]],
    [[4000, 4000, 4000], 4, [125, 125, 250]],
    [[365, 720, 1440], 4, [46, 90, 180]],
    [[2000, 3000, 4], 2, [500, 750, 1]],
    [[100000, 100], 4, [12500, 13]],
    [[], 8, []],
  ])("shape %j of %d bytes gives %j", (shape, itemSize, chunks) => {
    expect(guessChunks(shape, itemSize)).toEqual(chunks);
  });

  test("agrees with zarr-python on random shapes", () => {
    expect(zarrPythonChunks.length).toBeGreaterThan(200);
    for (const [shape, itemSize, maxBytes, chunks] of zarrPythonChunks) {
      const limits = maxBytes === undefined ? {} : { maxBytes };
      expect({ shape, itemSize, maxBytes, chunks: guessChunks(shape, itemSize, limits) }).toEqual({
        shape,
        itemSize,
        maxBytes,
        chunks,
      });
    }
  });

  test("empty axes count as 1, items of no size are never divided", () => {
    expect(guessChunks([0, 10], 4)).toEqual([1, 10]);
    expect(guessChunks([10 ** 6, 10 ** 6], 0)).toEqual([10 ** 6, 10 ** 6]);
  });

  test("a single element larger than the maximum ends the search", () => {
    expect(guessChunks([4, 4], 2 ** 27)).toEqual([1, 1]);
  });

  test("inner chunks stay below 1 MiB", () => {
    expect(innerChunkLimits.maxBytes).toBe(1048576);
    expect(guessChunks([10000, 10000], 8, innerChunkLimits)).toEqual([313, 313]);
  });

  test("refuses limits that exclude each other", () => {
    expect(() => guessChunks([10], 1, { minBytes: 64, maxBytes: 64 })).toThrow(RangeError);
  });
});

describe("guessShards", () => {
  test.each([
    [[1000, 1000], [10, 10], 4, undefined, [20, 20]],
    [[100, 1000], [20, 10], 4, undefined, [20, 20]],
    [[10000, 10000], [313, 313], 8, undefined, [626, 626]],
    [[10000, 10000], [100, 100], 8, 10_000_000, [1100, 1100]],
    [[], [], 8, 1000, []],
    [[5], [10], 8, 1000, [10]],
  ])("shape %j, chunks %j of %d bytes, target %s gives %j", (shape, chunks, itemSize, target, shards) => {
    expect(guessShards(shape, chunks, itemSize, target)).toEqual(shards);
  });

  test("agrees with zarr-python on random shapes", () => {
    for (const [shape, itemSize, , chunks, targetBytes, shards] of zarrPythonChunks) {
      expect({ shape, shards: guessShards(shape, chunks, itemSize, targetBytes) }).toEqual({ shape, shards });
    }
  });

  test("finds large factors at once", () => {
    expect(guessShards([1e12], [1], 1, 1e11)).toEqual([1e11]);
  });
});

describe("normalizeChunks", () => {
  test.each<[unknown, number[], number[]]>([
    [false, [10, 20], [10, 20]],
    [false, [0, 10], [1, 10]],
    [-1, [10, 20], [10, 20]],
    [5, [10, 20], [5, 5]],
    [5n, [10, 20], [5, 5]],
    [20, [10, 10], [20, 20]],
    [
      [-1, 3],
      [10, 10],
      [10, 3],
    ],
    [
      [4, 3],
      [0, 10],
      [4, 3],
    ],
    [new Int32Array([4, 3]), [10, 10], [4, 3]],
    [[], [], []],
    [5, [], []],
    ["auto", [1000, 1000], [250, 250]],
    [true, [1000, 1000], [250, 250]],
    [undefined, [1000, 1000], [250, 250]],
    [null, [1000, 1000], [250, 250]],
  ])("%s over %j gives %j", (chunks, shape, expected) => {
    expect(normalizeChunks(chunks, shape, 8)).toEqual(expected);
  });

  test("whole axes are rounded up to the unit", () => {
    expect(normalizeChunks(-1, [105, 0], 4, { unit: [10, 10] })).toEqual([110, 10]);
    expect(normalizeChunks([20, -1], [105, 100], 4, { unit: [10, 10] })).toEqual([20, 100]);
  });

  test("limits reach the guess", () => {
    expect(normalizeChunks("auto", [10000, 10000], 8, { limits: innerChunkLimits })).toEqual([313, 313]);
  });

  test.each<[unknown, RegExp]>([
    [0, /chunks must be a positive integer, or -1 .* found 0/],
    [-2, /found -2/],
    [Number.POSITIVE_INFINITY, /found Infinity/],
    [2 ** 60, /found 1152921504606847000/],
    [[5], /1 dimensions but shape \[10, 10\] has 2/],
    [[], /0 dimensions/],
    [[0, 5], /chunks\[0\] .* found 0/],
  ])("%s is out of range", (chunks, message) => {
    expect(() => normalizeChunks(chunks, [10, 10], 4)).toThrow(RangeError);
    expect(() => normalizeChunks(chunks, [10, 10], 4)).toThrow(message);
  });

  test.each<[unknown, RegExp]>([
    [2.5, /chunks must be an integer; found 2.5/],
    ["foo", /found "foo"/],
    [{}, /found an object/],
    [new DataView(new ArrayBuffer(2)), /found an object/],
    [[2.5, 3], /chunks\[0\] must be an integer; found 2.5/],
    [[3, null], /chunks\[1\] must be an integer; found null/],
    [[3, "4"], /found "4"/],
    [[true, 3], /found true/],
    [
      [
        [5, 5],
        [4, 6],
      ],
      /found a list of 2/,
    ],
  ])("%s is of the wrong kind", (chunks, message) => {
    expect(() => normalizeChunks(chunks, [10, 10], 4)).toThrow(TypeError);
    expect(() => normalizeChunks(chunks, [10, 10], 4)).toThrow(message);
  });

  test("a length is checked even where there is no axis for it", () => {
    expect(() => normalizeChunks(0, [], 4)).toThrow(RangeError);
  });
});
