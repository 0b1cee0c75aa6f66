import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shardIndex, shardIndexElements } from "../src/shard-index.ts";

const word = (value: bigint) => new Uint8Array(BigUint64Array.of(value).buffer);
const missing = 2n ** 64n - 1n;

/** An index of one axis from pairs of offset and length. */
function indexOf(...pairs: [bigint, bigint][]) {
  const elements = Uint8Array.from(pairs.flatMap(([offset, length]) => [...word(offset), ...word(length)]));
  return shardIndex({ elements, shape: [pairs.length, 2], stride: [2, 1], offset: 0 });
}

describe("an index", () => {
  test("says where each inner chunk lies, and which are missing", () => {
    const index = indexOf([0n, 10n], [missing, missing], [2n ** 40n, 7n]);
    expect([0, 1, 2].map((position) => index.range(position))).toEqual([
      { offset: 0, length: 10 },
      undefined,
      { offset: 2 ** 40, length: 7 },
    ]);
    expect(index.byteLength).toBe(48);
  });

  test("is read as it was made", () => {
    const range = fc.option(fc.record({ offset: fc.maxSafeNat(), length: fc.nat() }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(range.filter((one) => one === undefined || Number.isSafeInteger(one.offset + one.length))),
        (ranges) => {
          const elements = shardIndexElements(ranges);
          const index = shardIndex({ elements, shape: [ranges.length, 2], stride: [2, 1], offset: 0 });
          expect(ranges.map((_, position) => index.range(position))).toEqual(ranges);
        },
      ),
    );
  });

  test("may lie at any address", () => {
    const odd = new Uint8Array(17).subarray(1);
    odd.set([...word(3n), ...word(4n)]);
    const index = shardIndex({ elements: odd, shape: [1, 2], stride: [2, 1], offset: 0 });
    expect(index.range(0)).toEqual({ offset: 3, length: 4 });
  });

  test("may be turned around", () => {
    // Shape [2, 3, 2], all offsets first, columns before rows.
    const words = [0n, 30n, 10n, 40n, 20n, 50n, 1n, 4n, 2n, 5n, 3n, 6n];
    const elements = Uint8Array.from(words.flatMap((value) => [...word(value)]));
    const index = shardIndex({ elements, shape: [2, 3, 2], stride: [1, 2, 6], offset: 0 });
    expect([0, 1, 2, 3, 4, 5].map((position) => index.range(position))).toEqual(
      [0, 10, 20, 30, 40, 50].map((offset, at) => ({ offset, length: at + 1 })),
    );
  });

  test.each<[string, [bigint, bigint]]>([
    ["half empty", [0n, missing]],
    ["half empty the other way round", [missing, 0n]],
    ["beyond what can be counted", [2n ** 63n, 1n]],
    ["beyond it only together", [2n ** 53n - 1n, 1n]],
    ["just before the mark of a missing one", [missing - 1n, missing - 1n]],
  ])("with an entry that is %s is damaged there and nowhere else", (_, pair) => {
    const index = indexOf([0n, 1n], pair, [1n, 2n]);
    expect(() => index.range(1)).toThrow(/inner chunk 1 is damaged/);
    expect([index.range(0), index.range(2)]).toEqual([
      { offset: 0, length: 1 },
      { offset: 1, length: 2 },
    ]);
  });
});
