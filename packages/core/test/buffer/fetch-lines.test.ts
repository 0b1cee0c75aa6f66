import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { copyStrided } from "../../src/buffer/copy-strided.ts";
import { fetchingLoop } from "../../src/buffer/fetch-lines.ts";
import { strided8 } from "../../src/buffer/strided-loop.ts";
import { isSameMemory } from "./region-arbitrary.ts";

/** Runs that lie apart in the source, enough of them that their lines are fetched first. */
const copies = fc.record({
  item: fc.constantFrom(1, 2, 4, 8),
  run: fc.integer({ min: 1, max: 40 }),
  gap: fc.integer({ min: 0, max: 300 }),
  isBackward: fc.boolean(),
  planes: fc.integer({ min: 1, max: 3 }),
  off: fc.nat(9),
});

describe("copies of runs that lie apart", () => {
  test("are what nested loops would make", () => {
    fc.assert(
      fc.property(copies, ({ item, run, gap, isBackward, planes, off }) => {
        const rows = Math.ceil(40_000 / (planes * run * item));
        const step = run + gap;
        const source = new Uint8Array(planes * rows * step * item + off).map((_, i) => i ^ (i >> 7)).subarray(off);
        const target = new Uint8Array(planes * rows * run * item);
        const expected = new Uint8Array(target.length);
        for (let row = 0; row < planes * rows; row++) {
          const from = isBackward ? planes * rows - 1 - row : row;
          const bytes = source.subarray(from * step * item, (from * step + run) * item);
          expected.set(bytes, row * run * item);
        }
        const sign = isBackward ? -1 : 1;
        copyStrided({
          shape: [planes, rows, run],
          itemSize: item,
          source,
          sourceOffset: isBackward ? (planes * rows - 1) * step : 0,
          sourceStride: [sign * rows * step, sign * step, 1],
          target,
          targetOffset: 0,
          targetStride: [rows * run, run, 1],
        });
        expect(isSameMemory(target, expected)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test("take the loop as it is where runs lie close, or are few", () => {
    const runs = { bytes: new Uint8Array(1), run: 32, step: 512, unit: 1, payload: 2 ** 20 };
    expect(fetchingLoop(strided8, runs)).not.toBe(strided8);
    expect(fetchingLoop(strided8, { ...runs, step: 32 })).toBe(strided8);
    expect(fetchingLoop(strided8, { ...runs, payload: 1024 })).toBe(strided8);
  });
});
