import { create, slice, type ZarrArray } from "@zarrkit/api";
import { beforeAll, describe, expect, test } from "vitest";
import { CountingStore, type Request } from "../../src/store/counting.ts";

// 10^15 elements: whatever grows with the number of elements or chunks never ends, or runs out of memory.
const shape = [100_000, 100_000, 100_000];
const chunks = [100, 100, 10];
const last = [99_999, 99_999, 99_999];

const grids = [
  { name: "chunks", shards: undefined },
  { name: "shards", shards: [1000, 1000, 100] },
];

describe.each(grids)("an array of 10^15 elements in $name", ({ shards }) => {
  const store = new CountingStore();
  let array: ZarrArray;

  /** The chunks or shards that were read or written; documents are known by now. */
  const keys = (method: Request["method"]): string[] => [
    ...new Set(
      store
        .take()
        .filter((request) => request.method === method || (method === "get" && request.method === "getRanges"))
        .map(({ key }) => key),
    ),
  ];

  beforeAll(async () => {
    array = await create({ store, shape, chunks, ...(shards && { shards }), dtype: "float32", fillValue: 7 });
    store.take();
  });

  test("knows its size", () => {
    expect(array.size).toBe(1e15);
    expect(array.nbytes).toBe(4e15);
    expect(array.nchunks).toBe(1e10);
  });

  test("reads one element with one chunk", async () => {
    expect(await array.item([5, 99_999, 50_000])).toBe(7);
    expect(keys("get").length).toBe(1);
  });

  test("writes one element into one chunk", async () => {
    await array.set(last, 3);
    expect(keys("set")).toEqual([shards ? "c/99/99/999" : "c/999/999/9999"]);
    expect(await array.item([-1, -1, -1])).toBe(3);
    expect(keys("get").length).toBe(1);
  });

  test("reads what is far apart, chunk by chunk", async () => {
    const corners = await array.get([slice(0, null, 99_999), slice(0, null, 99_999), slice(0, null, 99_999)]);
    expect(Array.from(corners.data as Float32Array)).toEqual([7, 7, 7, 7, 7, 7, 7, 3]);
    expect(keys("get").length).toBe(8);
    const points = await array.vindex.get([
      [0, 99_999],
      [0, 99_999],
      [0, 99_999],
    ]);
    expect(Array.from(points.data as Float32Array)).toEqual([7, 3]);
    expect(keys("get").length).toBe(2);
    const block = await array.getChunk([999, 999, 9999]);
    expect(block.shape).toEqual(chunks);
    expect(keys("get").length).toBe(1);
  });

  test("refuses to be read or written whole, and to be filled by a mistake", async () => {
    await expect(array.get()).rejects.toMatchObject({ name: "LimitExceededError" });
    await expect(array.set(null, new Float32Array(3))).rejects.toMatchObject({ name: "ValueMismatchError" });
    expect(store.take()).toEqual([]);
  });

  test("counts and resizes by what is stored", async () => {
    expect(await array.nchunksInitialized()).toBe(shards ? 1000 : 1);
    await array.resize([100_000, 100_000, 300_000]);
    expect(await array.item(last)).toBe(3);
    await array.resize([100_000, 100_000, 10]);
    expect(keys("delete")).toEqual([shards ? "c/99/99/999" : "c/999/999/9999"]);
  });
});
