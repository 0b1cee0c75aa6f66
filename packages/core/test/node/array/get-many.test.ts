import { describe, expect, test } from "vitest";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { blocksOf, counting, smallArray } from "../../support/small-array.ts";

const shape = [6, 8];
const selections = [
  [slice(0, 3)],
  [2, slice(1, 8, 3)],
  undefined,
  ["...", slice(null, null, -1)],
  [slice(0, 0)],
] as const;

describe.each([
  ["chunks", { chunks: [2, 4] }],
  ["chunks of inner chunks", { chunks: [6, 4], codecs: blocksOf([2, 2]) }],
])("several selections of an array in %s", (_, layout) => {
  async function filled() {
    const store = new CountingStore();
    const array = await smallArray(store, { shape, ...layout });
    await array.set(null, { data: counting(48), shape });
    store.reset();
    return { store, array };
  }

  test("read what each reads alone", async () => {
    const { array } = await filled();
    const together = await array.getMany(selections);
    for (const [index, selection] of selections.entries()) {
      const alone = await array.get(selection);
      expect(together[index]?.shape).toEqual(alone.shape);
      expect(together[index]?.toList()).toEqual(alone.toList());
      expect(together[index]?.data).toBeInstanceOf(Float64Array);
    }
  });

  test("fetch each part once", async () => {
    const { store, array } = await filled();
    await array.getMany(selections);
    const asked = store.requests.map(({ key, ranges = [] }) => `${key} ${JSON.stringify(ranges)}`);
    expect(new Set(asked).size).toBe(asked.length);
    expect(new Set(store.reads).size).toBe(layout.chunks[0] === 2 ? 6 : 2);
  });

  test("share no memory", async () => {
    const { array } = await filled();
    const [a, b] = await array.getMany([
      [slice(0, 2), slice(0, 4)],
      [slice(0, 2), slice(0, 4)],
    ]);
    a?.data.fill(-1);
    expect(b?.item(0, 1)).toBe(1);
  });
});

test("a bad selection, a limit or an abort fails all of them before anything is read", async () => {
  const store = new CountingStore();
  const array = await smallArray(store, { shape: [4], chunks: [2] }, { limits: { readBytes: 48 } });
  store.reset();
  expect((await caught(array.getMany([[0], [4]]))).code).toBe("OUT_OF_BOUNDS");
  expect((await caught(array.getMany([undefined, undefined]))).code).toBe("LIMIT_EXCEEDED");
  const reason = new Error("enough");
  expect(await caught(array.getMany([[0]], { signal: AbortSignal.abort(reason) }))).toBe(reason);
  expect(await array.getMany([])).toEqual([]);
  expect(store.requests).toEqual([]);
});
