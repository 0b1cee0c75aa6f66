import { describe, expect, test } from "vitest";
import type { ArrayCreationOptions } from "../../../src/node/creation/creation-options.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { blocksOf, counting, openSmall, smallArray } from "../../support/small-array.ts";

describe("requests", () => {
  test.each<[string, ArrayCreationOptions]>([
    ["a chunk", { shape: [6, 6], chunks: [3, 3] }],
    ["a chunk that has to be turned around", { shape: [6, 6], chunks: [3, 3], zarrFormat: 2, order: "F" }],
    ["a compressed chunk", { shape: [6, 6], chunks: [3, 3], compressors: "run_length" }],
    ["a chunk of one element", { shape: [6, 6], chunks: [1, 1] }],
  ])("a whole chunk takes one: %s", async (_, options) => {
    const store = new CountingStore();
    const array = await smallArray(store, options);
    const [rows, columns] = options.chunks as number[];
    await array.set(null, 1);
    store.reset();
    await array.get([slice(0, rows), slice(0, columns)]);
    expect(store.requests).toHaveLength(1);
    store.reset();
    // One that is missing.
    await array.set(null, 0);
    store.reset();
    expect((await array.get([slice(0, rows), slice(0, columns)])).item(0, 0)).toBe(0);
    expect(store.requests).toHaveLength(1);
  });

  test("each chunk is asked for once, chunks that are not wanted never", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [10, 10], chunks: [2, 2] });
    store.reset();
    await array.get([slice(1, 5), slice(null, null, 4)]);
    expect(store.reads).toEqual([0, 1, 2].flatMap((row) => [0, 2, 4].map((column) => `a/c/${row}/${column}`)));
  });

  test("no element takes no request", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [10, 0], chunks: [2, 2] });
    store.reset();
    expect((await array.get()).shape).toEqual([10, 0]);
    expect((await array.get([slice(3, 3)])).data.length).toBe(0);
    await array.set(null, 5);
    expect(store.requests).toEqual([]);
  });

  test("are under way together, up to the limit", async () => {
    const store = new CountingStore();
    await smallArray(store, { shape: [40], chunks: [1] });
    const array = await openSmall(store, { concurrency: 7 });
    store.reset();
    await array.get();
    expect(store.mostPending).toBe(7);
  });

  test("of many reads of the same chunks are one for each chunk, however few are under way", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [12, 12], chunks: [1, 1] });
    await array.set(null, counting(144));
    const handle = await openSmall(store, { concurrency: 2 });
    store.reset();
    const reads = Array.from({ length: 40 }, (_, i) =>
      handle.get([slice(i % 7, (i % 7) + 6), slice(i % 5, (i % 5) + 8)]),
    );
    const results = await Promise.all(reads);
    for (const [i, result] of results.entries()) expect(result.item(0, 0)).toBe((i % 7) * 12 + (i % 5));
    expect(store.reads.length).toBe(new Set(store.reads).size);
  });

  test("carry the priority of the read", async () => {
    for (const codecs of [blocksOf([2]), undefined]) {
      const store = new CountingStore();
      const array = await smallArray(store, { shape: [8], chunks: [8], ...(codecs && { codecs }) });
      await array.set(null, counting(8));
      const seen: unknown[] = [];
      const get = store.get.bind(store);
      store.get = (key, options) => {
        seen.push(options?.priority);
        return get(key, options);
      };
      await array.get([0], { priority: "high" });
      await array.get([slice(0, 8)], { priority: "high" });
      await array.getChunk([0], { priority: "high" });
      await array.getMany([[0]], { priority: "high" });
      expect(new Set(seen)).toEqual(new Set(["high"]));
    }
  });

  test("that still wait when one fails are not made, but those that others want are", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [40], chunks: [1] });
    const handle = await openSmall(store, { concurrency: 2 });
    store.reset();
    store.before = (_, key) => {
      if (key === "a/c/0") throw new Error("connection lost");
    };
    const failing = caught(handle.get());
    const other = handle.get([slice(30, 32)]);
    expect((await failing).message).toMatch(/connection lost/);
    expect((await other).shape).toEqual([2]);
    expect(store.reads.length).toBeLessThan(8);
    expect(store.reads).toEqual(expect.arrayContaining(["a/c/30", "a/c/31"]));
    expect((await array.get([30])).item()).toBe(0);
  });
});
