import type { ByteRange } from "@zarrkit/core/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { clip, ownRange } from "../src/byte-range.ts";

const bytes = Uint8Array.from({ length: 10 }, (_, i) => i);
const cut = (range: ByteRange | undefined): number[] => [...bytes.slice(...clip(range, bytes.length))];

test("a range is clipped to the value", () => {
  expect(cut(undefined)).toEqual([...bytes]);
  expect(cut({ offset: 7 })).toEqual([7, 8, 9]);
  expect(cut({ offset: 2, length: 3 })).toEqual([2, 3, 4]);
  expect(cut({ offset: 8, length: 5 })).toEqual([8, 9]);
  expect(cut({ offset: 12, length: 5 })).toEqual([]);
  expect(cut({ offset: 3, length: 0 })).toEqual([]);
  expect(cut({ suffix: 2 })).toEqual([8, 9]);
  expect(cut({ suffix: 20 })).toEqual([...bytes]);
  expect(cut({ suffix: 0 })).toEqual([]);
});

test("whatever is asked for begins and ends within the value", () => {
  const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
  const ranges = fc.oneof(
    fc.record({ offset: count }),
    fc.record({ offset: count, length: count }),
    fc.record({ suffix: count }),
  );
  fc.assert(
    fc.property(ranges, fc.nat(20), (range, size) => {
      const [start, end] = clip(range, size);
      expect(0 <= start && start <= end && end <= size).toBe(true);
    }),
  );
});

test.each<[ByteRange, RegExp]>([
  [{ offset: -1 }, /offset must be .* found -1/],
  [{ offset: 0.5, length: 1 }, /offset must be .* found 0.5/],
  [{ offset: 0, length: Number.NaN }, /length must be .* found NaN/],
  [{ offset: 0, length: 2 ** 53 }, /length must be/],
  [{ suffix: -2 }, /suffix must be .* found -2/],
  [{ suffix: "2" as unknown as number }, /suffix must be .* found 2/],
])("%j is refused", (range, message) => {
  expect(() => clip(range, 10)).toThrow(message);
  expect(() => clip(range, 10)).toThrow(RangeError);
});

test("a range in zarrita's spelling means the same", () => {
  expect(ownRange({ suffixLength: 4 })).toEqual({ suffix: 4 });
  expect(ownRange({ offset: 1, length: 2 })).toEqual({ offset: 1, length: 2 });
});
