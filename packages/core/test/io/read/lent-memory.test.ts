import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { isLent, Lease } from "../../../src/buffer/scratch.ts";
import type { ArrayCreationOptions } from "../../../src/node/creation/creation-options.ts";
import { slice } from "../../../src/selection/slice.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { LendingStore } from "../../support/lending-store.ts";
import { blocksOf, counting, little, smallArray } from "../../support/small-array.ts";
import { lentToXor } from "../../support/xor-codec.ts";

beforeEach(() => {
  lentToXor.length = 0;
});

/** Writes over the scratch memory that is given first. */
function spoilScratch(): void {
  const lease = new Lease();
  lease.lend(2 ** 18)?.fill(0xee);
  lease.release();
}

async function arrayIn(store: LendingStore, options: Omit<ArrayCreationOptions, "shape">) {
  const array = await smallArray(store, { shape: [12, 10], chunks: [3, 4], ...options });
  await array.set(null, counting(120));
  store.lent = [];
  return array;
}

const big = { name: "bytes", configuration: { endian: "big" } } as const;

const layouts: [string, Omit<ArrayCreationOptions, "shape">][] = [
  ["as they are in memory", {}],
  ["in the other byte order", { codecs: [big] }],
  ["in whole rows", { chunks: [3, 10] }],
  ["in whole rows, compressed", { chunks: [3, 10], compressors: [{ name: "xor" }] }],
  ["compressed twice", { compressors: [{ name: "xor" }, { name: "checksum" }, { name: "xor" }] }],
  ["compressed later", { compressors: [{ name: "xor" }, { name: "run_length" }] }],
  [
    "turned around and compressed",
    { codecs: [{ name: "transpose", configuration: { order: [1, 0] } }, little, { name: "xor" }] },
  ],
  [
    "turned around in whole rows",
    { chunks: [3, 10], codecs: [{ name: "transpose", configuration: { order: [1, 0] } }, little, { name: "xor" }] },
  ],
  [
    "turned around in whole rows and not compressed",
    { chunks: [3, 10], codecs: [{ name: "transpose", configuration: { order: [1, 0] } }, little] },
  ],
  ["with other values", { codecs: [{ name: "negate" }, little, { name: "xor" }] }],
  ["in inner chunks", { chunks: [6, 8], codecs: blocksOf([3, 4], [little, { name: "xor" }]) }],
  ["in inner chunks as they are", { chunks: [6, 8], codecs: blocksOf([3, 4]) }],
  [
    "in inner chunks of inner chunks",
    { chunks: [6, 8], codecs: blocksOf([6, 4], blocksOf([3, 2], [little, { name: "xor" }])) },
  ],
  ["in inner chunks under a checksum", { chunks: [6, 8], codecs: [...blocksOf([3, 4]), { name: "checksum" }] }],
];

describe.each([
  ["at once", false],
  ["later", true],
])("memory lent to a store that answers %s", (_, isLate) => {
  test.each(layouts)("does not show in results: chunks %s", async (_layout, options) => {
    const array = await arrayIn(new LendingStore(isLate), options);
    const range = (extent: number) =>
      fc
        .tuple(fc.nat({ max: extent - 1 }), fc.nat({ max: extent - 1 }))
        .map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(range(12), range(10)), { minLength: 1, maxLength: 6 }), async (boxes) => {
        const results = await Promise.all(
          boxes.map(([rows, columns], i) =>
            array.get([slice(...rows), slice(...columns)], {
              signal: i % 2 === 0 ? undefined : new AbortController().signal,
            }),
          ),
        );
        spoilScratch();
        for (const [i, result] of results.entries()) {
          const [[top, bottom], [left, right]] = boxes[i] as (typeof boxes)[number];
          const expected: number[] = [];
          for (let row = top; row < bottom; row++)
            for (let column = left; column < right; column++) expected.push(row * 10 + column);
          expect([...result.data]).toEqual(expected);
        }
      }),
      { numRuns: 30 },
    );
  });

  test.each(layouts)("does not show where the whole array is read: chunks %s", async (_layout, options) => {
    const array = await arrayIn(new LendingStore(isLate), options);
    expect((await array.get()).data).toEqual(counting(120));
  });

  test("is the place in the result, where a chunk lies there as it is stored", async () => {
    const store = new LendingStore(isLate);
    const array = await arrayIn(store, { chunks: [3, 10] });
    const { data } = await array.get();
    expect(store.lent.map(({ buffer }) => buffer === data.buffer)).toEqual([true, true, true, true]);
    expect([...data]).toEqual([...counting(120)]);
  });

  test("is scratch that is used again elsewhere", async () => {
    const store = new LendingStore(isLate);
    const array = await arrayIn(store, {});
    await array.get();
    expect(store.lent.length).toBe(12);
    expect(store.lent.every(isLent)).toBe(true);
    if (!isLate) expect(new Set(store.lent.map(({ byteOffset }) => byteOffset)).size).toBe(1);
  });

  test("is never a whole chunk that is handed over", async () => {
    const store = new LendingStore(isLate);
    const array = await arrayIn(store, { compressors: [{ name: "xor" }] });
    const { data } = await array.get([slice(0, 3), slice(0, 4)]);
    expect(isLent(new Uint8Array(data.buffer))).toBe(false);
  });

  test("is none where values have no fixed size: they may be views of the bytes that they came in", async () => {
    const store = new LendingStore(isLate);
    const words = await smallArray<"string">(store, { shape: [4], chunks: [2], dtype: "string" });
    await words.set(null, ["a", "b", "c", "d"]);
    expect((await words.get()).data).toEqual(["a", "b", "c", "d"]);
    expect(store.lent).toEqual([]);
  });
});

describe("memory lent to a decoder", () => {
  test("is the place in the result for the last one, when the chunk lies there in one piece", async () => {
    const array = await arrayIn(new LendingStore(false), {
      chunks: [3, 10],
      compressors: [{ name: "xor" }, { name: "xor" }],
    });
    const { data } = await array.get();
    expect(lentToXor.map((into) => into?.buffer === data.buffer)).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(lentToXor.every((into) => into?.length === 240)).toBe(true);
    expect([...data]).toEqual([...counting(120)]);
  });

  test.each([
    ["the chunk's rows lie apart", { chunks: [3, 4] }, undefined],
    ["the chunk hangs over the end", { chunks: [5, 10] }, [slice(10, 12)]],
    ["only a part is wanted", { chunks: [3, 10] }, [slice(0, 2)]],
    ["the order is another", { chunks: [3, 10] }, [slice(2, null, -1)]],
    [
      "elements are turned around on the way",
      { chunks: [3, 10], codecs: [{ name: "transpose", configuration: { order: [1, 0] } }, little, { name: "xor" }] },
      undefined,
    ],
  ] as const)("is scratch when %s", async (_, options, selection) => {
    const compressors = "codecs" in options ? {} : { compressors: [{ name: "xor" }] };
    const array = await arrayIn(new LendingStore(false), { ...options, ...compressors } as never);
    await array.get(selection as never);
    expect(lentToXor.length).toBeGreaterThan(0);
    expect(lentToXor.every((into) => into !== undefined && isLent(into))).toBe(true);
  });

  test("is the caller's, in the caller's order, where there is an `out`", async () => {
    const array = await arrayIn(new LendingStore(false), { chunks: [3, 10], compressors: [{ name: "xor" }] });
    const out = new Float64Array(120);
    await array.get(undefined, { out: { data: out, shape: [12, 10] } } as never);
    expect(lentToXor.every((into) => into?.buffer === out.buffer)).toBe(true);
    expect([...out]).toEqual([...counting(120)]);
  });
});

/** Looks at a value only some time after it was handed over, when other chunks are being encoded. */
function hesitantStore(): CountingStore {
  const store = new CountingStore();
  store.before = () => new Promise((resolve) => setTimeout(resolve, 5));
  return store;
}

describe("memory lent to encoders", () => {
  test.each(layouts)("is not used again before the value is stored: chunks %s", async (_layout, options) => {
    const array = await smallArray(hesitantStore(), { shape: [12, 10], chunks: [3, 4], ...options });
    await array.set(null, counting(120));
    spoilScratch();
    await array.set([slice(1, 8), slice(2, 9)], counting(49));
    spoilScratch();
    const expected = counting(120);
    for (let row = 0; row < 7; row++) {
      for (let column = 0; column < 7; column++) expected[(row + 1) * 10 + column + 2] = row * 7 + column;
    }
    expect((await array.get()).data).toEqual(expected);
  });
});
