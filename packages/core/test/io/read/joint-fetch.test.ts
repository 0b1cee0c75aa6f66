import { describe, expect, test } from "vitest";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { countListeners } from "../../support/count-listeners.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { blocksOf, counting, little, openSmall, smallArray } from "../../support/small-array.ts";

const innerBytes = 16;

async function sharded() {
  const store = new CountingStore();
  await (await smallArray(store, { shape: [32], chunks: [32], codecs: blocksOf([2], [little]) })).set(
    null,
    counting(32),
  );
  const array = await openSmall(store, { coalesceMaxGapBytes: 0 });
  await array.get([0]);
  store.reset();
  return { store, array };
}

describe("those who read one value at the same time", () => {
  test("make one request for runs that overlap", async () => {
    const { store, array } = await sharded();
    const selections = [slice(0, 6), slice(4, 10), slice(10, 12), slice(20, 24), slice(22, 23)];
    const results = await Promise.all(selections.map((selection) => array.get([selection])));
    expect(results.map((result) => result.toList())).toEqual([
      [0, 1, 2, 3, 4, 5],
      [4, 5, 6, 7, 8, 9],
      [10, 11],
      [20, 21, 22, 23],
      [22],
    ]);
    expect(store.requests.map(({ bytes }) => bytes)).toEqual([5, 1, 2].map((chunks) => chunks * innerBytes));
  });

  test("go on without one who leaves", async () => {
    const { store, array } = await sharded();
    const controller = new AbortController();
    const leaving = array.get([slice(0, 6)], { signal: controller.signal });
    const staying = array.get([slice(4, 10)]);
    controller.abort();
    expect((await caught(leaving)).name).toBe("AbortError");
    expect((await staying).toList()).toEqual([4, 5, 6, 7, 8, 9]);
    expect(store.pending).toBe(0);
  });

  test("all learn of a failure, and may try again", async () => {
    const { store, array } = await sharded();
    store.before = () => {
      throw new Error("out of order");
    };
    const reads = [slice(0, 6), slice(4, 10)].map((selection) => array.get([selection]));
    for (const read of reads) expect((await caught(read)).message).toContain("out of order");
    store.before = () => {};
    expect((await array.get([slice(4, 6)])).toList()).toEqual([4, 5]);
  });

  test("put one listener on a signal that they share", async () => {
    const { array } = await sharded();
    const { signal } = new AbortController();
    const listeners = countListeners(signal);
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => array.get([slice(4 * index, 4 * index + 4)], { signal })),
    );
    expect(listeners).toEqual({ now: 0, most: 1 });
  });
});
