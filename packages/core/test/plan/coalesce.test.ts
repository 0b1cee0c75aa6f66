import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coalesce } from "../../src/plan/coalesce.ts";

const of = (...ranges: [offset: number, length: number][]) =>
  ranges.map(([offset, length]) => ({ offset, length, tag: `${offset}+${length}` }));
const spans = (ranges: ReturnType<typeof of>, maxGapBytes: number, maxBytes: number) =>
  coalesce(ranges, { maxGapBytes, maxBytes }).map(({ offset, length }) => [offset, length]);

describe("ranges are merged", () => {
  test.each<[string, ReturnType<typeof of>, number, number, number[][]]>([
    ["when they touch", of([0, 10], [10, 5]), 0, 100, [[0, 15]]],
    ["over a gap of the most that is allowed", of([0, 10], [14, 6]), 4, 100, [[0, 20]]],
    ["when they overlap", of([0, 10], [5, 2], [8, 6]), 0, 100, [[0, 14]]],
    ["when they are the same", of([3, 4], [3, 4]), 0, 100, [[3, 4]]],
    ["in whichever order they come", of([20, 5], [0, 10], [10, 10]), 0, 100, [[0, 25]]],
    ["up to the most bytes", of([0, 10], [10, 10]), 0, 20, [[0, 20]]],
  ])("%s", (_, ranges, gap, most, expected) => {
    expect(spans(ranges, gap, most)).toEqual(expected);
  });
});

describe("ranges stay apart", () => {
  test.each<[string, ReturnType<typeof of>, number, number, number[][]]>([
    [
      "when the gap is too wide",
      of([0, 10], [15, 5]),
      4,
      100,
      [
        [0, 10],
        [15, 5],
      ],
    ],
    [
      "when together they are too long",
      of([0, 10], [10, 11]),
      0,
      20,
      [
        [0, 10],
        [10, 11],
      ],
    ],
    [
      "when one alone is too long already",
      of([0, 50], [50, 1]),
      10,
      20,
      [
        [0, 50],
        [50, 1],
      ],
    ],
    ["when there are none", [], 0, 0, []],
  ])("%s", (_, ranges, gap, most, expected) => {
    expect(spans(ranges, gap, most)).toEqual(expected);
  });
});

test("every range is in one request that holds all of it, and requests grow only so far by merging", () => {
  const range = fc.tuple(fc.nat(1000), fc.nat(60));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 20 }), fc.nat(50), fc.nat(200), (list, maxGapBytes, maxBytes) => {
      const ranges = of(...list);
      const before = structuredClone(ranges);
      const requests = coalesce(ranges, { maxGapBytes, maxBytes });
      expect(ranges).toEqual(before);
      expect(
        requests
          .flatMap(({ parts }) => parts)
          .map(({ tag }) => tag)
          .sort(),
      ).toEqual(ranges.map(({ tag }) => tag).sort());
      for (const { offset, length, parts } of requests) {
        expect(offset).toBe(Math.min(...parts.map((part) => part.offset)));
        expect(offset + length).toBe(Math.max(...parts.map((part) => part.offset + part.length)));
        if (parts.length > 1) expect(length).toBeLessThanOrEqual(maxBytes);
      }
      expect(requests.map(({ offset }) => offset)).toEqual(requests.map(({ offset }) => offset).sort((a, b) => a - b));
    }),
  );
});
