import { describe, expect, test } from "vitest";
import type { ByteRange } from "../../../src/contract/index.ts";
import { ChunkNotFoundError, CodecError } from "../../../src/error/data-error.ts";
import type { ZarrArray } from "../../../src/node/array/array.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { runLength } from "../../support/run-length-codec.ts";
import { blocksOf, counting, little, openSmall, smallArray } from "../../support/small-array.ts";
import { turns } from "../../support/turns.ts";

/** 4 by 8 elements as one chunk of 2 by 4 inner chunks, each of 2 by 2: 32 bytes of data, 8 of index. */
async function sharded(config: object = {}) {
  const store = new CountingStore();
  const array = await smallArray(store, { shape: [4, 8], chunks: [4, 8], codecs: blocksOf([2, 2]) });
  await array.set(null, counting(32));
  const handle = await openSmall(store, config);
  store.reset();
  return { store, array: handle };
}

const requested = (store: CountingStore) =>
  store.of("get").map(({ ranges, bytes }) => [ranges?.[0] ?? "all", bytes] as [ByteRange | "all", number]);

describe("a part of a chunk of inner chunks", () => {
  test("takes the index and the bytes of what it touches, no more", async () => {
    const { store, array } = await sharded();
    expect((await array.get([slice(2, 4), slice(2, 4)])).toList()).toEqual([
      [18, 19],
      [26, 27],
    ]);
    expect(requested(store)).toEqual([
      [{ suffix: 64 }, 64],
      [{ offset: 5 * 32, length: 32 }, 32],
    ]);
  });

  test("takes one request for inner chunks side by side", async () => {
    const { store, array } = await sharded({ coalesceMaxGapBytes: 0 });
    await array.get([slice(0, 2)]);
    expect(requested(store)).toEqual([
      [{ suffix: 64 }, 64],
      [{ offset: 0, length: 128 }, 128],
    ]);
  });

  test("reads across a gap rather than ask twice, up to the width allowed", async () => {
    const near = await sharded({ coalesceMaxGapBytes: 32 });
    await near.array.get([0, slice(0, 6, 4)]);
    expect(requested(near.store).slice(1)).toEqual([[{ offset: 0, length: 96 }, 96]]);
    const far = await sharded({ coalesceMaxGapBytes: 31 });
    await far.array.get([0, slice(0, 6, 4)]);
    expect(requested(far.store).slice(1)).toEqual([
      [{ offset: 0, length: 32 }, 32],
      [{ offset: 64, length: 32 }, 32],
    ]);
  });

  test("does not merge requests beyond the size allowed", async () => {
    const { store, array } = await sharded({ coalesceMaxBytes: 64 });
    await array.get([slice(0, 2)]);
    expect(requested(store).slice(1)).toEqual([
      [{ offset: 0, length: 64 }, 64],
      [{ offset: 64, length: 64 }, 64],
    ]);
  });
});

describe("all of a chunk of inner chunks", () => {
  test("takes one request when it is small", async () => {
    const { store, array } = await sharded();
    expect([...(await array.get()).data]).toEqual([...counting(32)]);
    expect(requested(store)).toEqual([["all", 256 + 64]]);
  });

  test("takes the index and merged requests when it is large", async () => {
    const { store, array } = await sharded({ coalesceMaxBytes: 128 });
    expect([...(await array.get()).data]).toEqual([...counting(32)]);
    expect(requested(store)).toEqual([
      [{ suffix: 64 }, 64],
      [{ offset: 0, length: 128 }, 128],
      [{ offset: 128, length: 128 }, 128],
    ]);
  });

  test("takes one request also where something of every inner chunk is enough", async () => {
    const { store, array } = await sharded();
    await array.get([slice(0, null, 2), slice(0, null, 2)]);
    expect(requested(store)).toEqual([["all", 320]]);
  });
});

test("readers who want all of a small chunk share one request and one decode of each inner chunk", async () => {
  const store = new CountingStore();
  const codecs = blocksOf([2, 2], [little, "run_length"]);
  const array = await smallArray(store, { shape: [4, 8], chunks: [4, 8], codecs });
  await array.set(null, counting(32));
  store.reset();
  runLength.decoded = 0;
  const results = await Promise.all([array.get(), array.get(), array.get([slice(null, null, -1)])]);
  expect(results.map((result) => result.item(0, 1))).toEqual([1, 1, 25]);
  expect(store.requests).toHaveLength(1);
  expect(runLength.decoded).toBe(8);
  for (const result of results) result.data[1] = -1;
  expect((await array.get()).item(0, 1)).toBe(1);
});

describe("a chunk that is not stored", () => {
  test("takes one request, and reads as the fill value", async () => {
    const { store, array } = await sharded();
    store.map.delete("a/c/0/0");
    expect((await array.get([0, 0])).item()).toBe(0);
    expect((await array.get([slice(0, 2), 1])).toList()).toEqual([0, 0]);
    expect((await array.get()).item(3, 3)).toBe(0);
    expect(store.requests).toHaveLength(3);
  });

  test("is an error where missing chunks are; an inner chunk left out is not", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [4, 8], chunks: [4, 4], codecs: blocksOf([2, 2]), fillValue: 5 });
    await array.set([slice(0, 2), slice(0, 2)], 1);
    const strict = await openSmall(store, { readMissingChunks: false });
    expect((await strict.get([slice(0, 4), slice(0, 4)])).item(3, 3)).toBe(5);
    expect((await strict.get([3, 3])).item()).toBe(5);
    const error = await caught(strict.get([0, 7]));
    expect(error).toBeInstanceOf(ChunkNotFoundError);
    expect(error).toMatchObject({ key: "a/c/0/1", chunk: [0, 1] });
  });

  test("or lost between its index and its data is an error, never a fill value", async () => {
    const { store, array } = await sharded();
    await array.get([0, 0]);
    store.map.delete("a/c/0/0");
    expect(await caught(array.get([0, 2]))).toBeInstanceOf(CodecError);
  });
});

describe("inner chunks made of inner chunks", () => {
  const nested = async (config: object = {}) => {
    const store = new CountingStore();
    const codecs = blocksOf([4, 4], blocksOf([2, 2]));
    const array = await smallArray(store, { shape: [8, 8], chunks: [8, 8], codecs });
    await array.set(null, counting(64));
    const handle = await openSmall(store, config);
    store.reset();
    return { store, array: handle };
  };

  test("take an index for each level and the bytes of what is wanted", async () => {
    const { store, array } = await nested();
    expect((await array.get([slice(4, 6), slice(6, 8)])).toList()).toEqual([
      [38, 39],
      [46, 47],
    ]);
    // Each of the four is 4 × 32 bytes of data and 4 × 8 of index; the last starts at 3 × 160.
    expect(requested(store)).toEqual([
      [{ suffix: 32 }, 32],
      [{ offset: 3 * 160 + 128, length: 32 }, 32],
      [{ offset: 3 * 160 + 32, length: 32 }, 32],
    ]);
    store.reset();
    await array.get([slice(4, 6), slice(6, 8)]);
    expect(requested(store)).toEqual([[{ offset: 3 * 160 + 32, length: 32 }, 32]]);
  });

  test("are read and written in parts like any other", async () => {
    const { array } = await nested({ coalesceMaxBytes: 100 });
    await array.set([slice(3, 6), slice(3, 6)], -1);
    const expected = Array.from(counting(64), (value, at) => {
      const [row, column] = [Math.floor(at / 8), at % 8];
      return row >= 3 && row < 6 && column >= 3 && column < 6 ? -1 : value;
    });
    expect([...(await array.get()).data]).toEqual(expected);
  });
});

describe("several chunks of inner chunks", () => {
  test("take a request each, together, for the parts inside the array too", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [6, 10], chunks: [4, 8], codecs: blocksOf([2, 2]) });
    await array.set(null, counting(60));
    store.reset();
    expect([...(await array.get()).data]).toEqual([...counting(60)]);
    expect(store.of("get").length).toBeLessThanOrEqual(1 + 3 * 2);
    expect(store.mostPending).toBe(4);
  });

  test("respect the limit of requests under way, all together", async () => {
    const store = new CountingStore();
    await (await smallArray(store, { shape: [64], chunks: [16], codecs: blocksOf([2]) })).set(null, counting(64));
    const array = await openSmall(store, { concurrency: 3, coalesceMaxBytes: 16 });
    store.reset();
    expect([...(await array.get()).data]).toEqual([...counting(64)]);
    expect(store.mostPending).toBe(3);
    expect(store.of("get")).toHaveLength(4 + 32);
  });
});

describe("a writer who replaces the chunk between two requests of a reader", () => {
  const disturbed = async (write: (array: ZarrArray<"float64">) => Promise<void>) => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [8], chunks: [8], codecs: blocksOf([2]) });
    await array.set(null, [1, 2, 3, 4, 5, 6, 7, 8]);
    let requests = 0;
    store.before = async (kind) => {
      if (kind !== "get" || ++requests !== 2) return;
      store.before = () => {};
      await write(array);
    };
    return { array };
  };

  test("is seen as a whole: never the old index with the new data", async () => {
    const { array } = await disturbed((writer) => writer.set([slice(0, 2)], 0));
    expect((await array.get([slice(2, 6)])).toList()).toEqual([3, 4, 5, 6]);
  });

  test("may take away what was there, or put there what was not", async () => {
    const gone = await disturbed((writer) => writer.set([slice(2, 6)], 0));
    expect((await gone.array.get([slice(2, 6)])).toList()).toEqual([0, 0, 0, 0]);
    const empty = await disturbed((writer) => writer.set(null, 0));
    expect((await empty.array.get([slice(2, 6)])).toList()).toEqual([0, 0, 0, 0]);
  });

  test("is not seen half way while its write is under way", async () => {
    const { array } = await disturbed(async (writer) => {
      const store = writer.store as CountingStore;
      const set = store.set.bind(store);
      // The store has the new value long before it says so.
      store.set = async (...given) => {
        const done = await set(...given);
        await turns(20);
        return done;
      };
      void writer.set([slice(0, 2)], 0);
      await turns(10);
    });
    expect((await array.get([slice(2, 6)])).toList()).toEqual([3, 4, 5, 6]);
  });
});
