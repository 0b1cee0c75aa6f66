import { expect, test } from "vitest";
import { slice } from "../../../src/selection/slice.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { MapStore } from "../../support/map-store.ts";
import { counting, openSmall, smallArray } from "../../support/small-array.ts";

test("deletes the chunks wholly inside, also those that the array ends in", async () => {
  const store = new MapStore();
  const array = await smallArray(store, { shape: [7], chunks: [3], fillValue: -1 });
  await array.set(null, counting(7));
  await array.eraseChunks([slice(1, 7)]);
  expect((await array.get()).toList()).toEqual([0, 1, 2, -1, -1, -1, -1]);
  expect([...store.values.keys()].sort()).toEqual(["a/c/0", "a/zarr.json", "zarr.json"]);
  await array.eraseChunks();
  expect((await array.get()).toList()).toEqual(Array(7).fill(-1));
});

test("leaves chunks that are selected in part", async () => {
  const array = await smallArray(new MapStore(), { shape: [4, 4], chunks: [2, 2] });
  await array.set(null, 1);
  await array.eraseChunks([slice(0, 2), slice(0, 3)]);
  await array.eraseChunks([slice(0, 4, 2)]);
  await array.eraseChunks([slice(0, 0)]);
  expect((await array.get()).toList()).toEqual([
    [0, 0, 1, 1],
    [0, 0, 1, 1],
    [1, 1, 1, 1],
    [1, 1, 1, 1],
  ]);
});

test("lists where the chunks are many", async () => {
  const store = new CountingStore();
  const array = await smallArray(store, { shape: [1e6], chunks: [10] });
  await array.vindex.set([[3, 500_000, 999_999]], 1);
  store.reset();
  await array.eraseChunks([slice(0, 500_010)]);
  expect(store.of("delete").map(({ key }) => key)).toEqual(["a/c/0", "a/c/50000"]);
});

test("needs a store that can be written", async () => {
  const store = new MapStore();
  await smallArray(store, { shape: [7], chunks: [3] });
  const array = await openSmall(withReadOnly(store as never));
  expect((await caught(array.eraseChunks())).code).toBe("READ_ONLY");
});
