import { create, slice, type ZarrArray } from "@zarrkit/api";
import { beforeAll, describe, expect, test } from "vitest";
import { ChunkTally } from "../../src/store/chunk-tally.ts";

// Each step takes a few microseconds for a chunk; work that grows with the square of their number takes hours.
const hang = 120_000;
const side = 1000;
const chunks = side * side;

const store = new ChunkTally();
let array: ZarrArray;

beforeAll(async () => {
  array = await create({ store, shape: [2 * side, 2 * side], chunks: [2, 2], dtype: "uint8", fillValue: 7 });
});

/** Every key that was asked for, once each. */
function expectEach(count: number): void {
  const asked = store.take();
  expect(asked.length).toBe(count);
  expect(new Set(asked).size).toBe(count);
}

describe(`an array of ${chunks} chunks`, { timeout: hang }, () => {
  test("is read whole, with one request for each chunk", async () => {
    const { data } = await array.get();
    expect(data.length).toBe(4 * chunks);
    expect((data as Uint8Array).every((value) => value === 7)).toBe(true);
    expectEach(chunks);
  });

  test("is planned by steps and by index arrays", async () => {
    const sevenths = await array.get([slice(null, null, 7), slice(null, null, 7)]);
    expect(sevenths.shape).toEqual([286, 286]);
    expectEach(286 * 286);
    const few = Int32Array.from({ length: 300 }, (_, i) => 6 * i);
    expect((await array.oindex.get([few, few])).shape).toEqual([300, 300]);
    expectEach(300 * 300);
    const points = Array.from({ length: 2 }, (_, axis) =>
      Int32Array.from({ length: chunks }, (_, i) => 2 * (axis === 0 ? i % side : Math.floor(i / side))),
    );
    expect((await array.vindex.get(points)).shape).toEqual([chunks]);
    expectEach(chunks);
  });

  test("is written whole, counted, cut and emptied", async () => {
    await array.set(null, 1);
    expectEach(chunks);
    expect(await array.nchunksInitialized()).toBe(chunks);
    await array.resize([2 * side, side]);
    expectEach(chunks / 2);
    expect(await array.nchunksInitialized()).toBe(chunks / 2);
    await array.eraseChunks();
    expectEach(chunks / 2);
    expect(await array.nchunksInitialized()).toBe(0);
  });
});
