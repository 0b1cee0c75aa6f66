import { describe, expect, test } from "vitest";
import { ChunkNotFoundError, CodecError } from "../../../src/error/data-error.ts";
import { chunkCacheOf } from "../../../src/io/coordination/coordination.ts";
import { copyValue } from "../../../src/io/coordination/copy-value.ts";
import { ZarrArray } from "../../../src/node/array/array.ts";
import type { NDArray } from "../../../src/node/value/nd-array.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore, VersionedStore } from "../../support/counting-store.ts";
import { MapStore } from "../../support/map-store.ts";
import { runLength } from "../../support/run-length-codec.ts";
import { blocksOf, counting, openSmall, smallArray } from "../../support/small-array.ts";
import { smallEnvironment } from "../../support/small-environment.ts";
import { turns } from "../../support/turns.ts";
import { viewBelow } from "../../support/view-below.ts";

const keeping = { chunkCacheBytes: 2 ** 20 };

/** 8 elements in two chunks, read with a cache. */
async function plain<S extends CountingStore>(store: S, config: object = keeping) {
  const writer = await smallArray(store, { shape: [8], chunks: [4], compressors: "run_length" });
  await writer.set(null, counting(8));
  const array = await openSmall(store, config);
  store.reset();
  runLength.decoded = 0;
  return { store, writer, array };
}

/** 4 by 8 elements as one chunk of 2 by 4 inner chunks, read with a cache. */
async function sharded<S extends CountingStore>(store: S, config: object = {}) {
  const writer = await smallArray(store, { shape: [4, 8], chunks: [4, 8], codecs: blocksOf([2, 2]) });
  await writer.set(null, counting(32));
  const array = await openSmall(store, { ...keeping, ...config });
  store.reset();
  return { store, writer, array };
}

describe("a chunk that was read", () => {
  test("is neither fetched nor decoded again, whatever is wanted of it", async () => {
    const { store, array } = await plain(new CountingStore());
    await array.get([1]);
    store.reset();
    const results = await Promise.all([array.get([slice(0, 4)]), array.get([slice(3, null, -1)]), array.getChunk([0])]);
    expect(results.map((result) => result.toList())).toEqual([
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [0, 1, 2, 3],
    ]);
    expect(store.requests).toEqual([]);
    expect(runLength.decoded).toBe(1);
    expect(chunkCacheOf(store).stats()).toMatchObject({ hits: 3, misses: 1, chunks: 1 });
  });

  test("is fetched again where nothing is to be kept", async () => {
    const { store, array } = await plain(new CountingStore(), {});
    await array.get([1]);
    await array.get([1]);
    expect(store.reads).toHaveLength(2);
    expect(chunkCacheOf(store).stats()).toMatchObject({ chunks: 0, maxBytes: 0 });
  });

  test("serves other handles and other stores over the same values", async () => {
    const { store, array } = await plain(new CountingStore({ identity: "kept by many" }));
    await array.get();
    const other = new CountingStore({ identity: "kept by many", values: store.map.values });
    const handle = await openSmall(other, keeping);
    other.reset();
    expect((await handle.get()).toList()).toEqual([...counting(8)]);
    expect(other.requests).toEqual([]);
  });

  test("and its index are dropped when a view of a part of the store writes, and the reverse", async () => {
    const { store, array } = await sharded(new CountingStore());
    const part = await ZarrArray.open<"float64">(
      { store: viewBelow(store, "a/"), path: "" },
      smallEnvironment(keeping),
    );
    for (const [writer, reader] of [
      [part, array],
      [array, part],
    ] as const) {
      await reader.get();
      await writer.set(
        [slice(0, 2), slice(0, 2)],
        [
          [8, 8],
          [8, Math.random()],
        ],
      );
      expect((await reader.get()).toList()).toEqual((await writer.get()).toList());
    }
  });

  test("does not serve a reader whose metadata says otherwise of it", async () => {
    const { store, array } = await plain(new CountingStore());
    await array.get();
    const document = JSON.parse(new TextDecoder().decode(store.map.get("a/zarr.json"))) as { data_type: string };
    store.map.set("a/zarr.json", new TextEncoder().encode(JSON.stringify({ ...document, data_type: "float32" })));
    const other = await openSmall<"float32">(store, keeping);
    expect(await caught(other.get([0]))).toBeInstanceOf(CodecError);
  });

  test("is let go when there is no room", async () => {
    const { store, array } = await plain(new CountingStore(), { chunkCacheBytes: 400 });
    for (const index of [0, 4, 0]) await array.get([index]);
    expect(store.reads).toEqual(["a/c/0", "a/c/1", "a/c/0"]);
    expect(chunkCacheOf(store).stats()).toMatchObject({ hits: 0, misses: 3, evictions: 2, chunks: 1 });
  });

  test("that failed to decode is not kept", async () => {
    const { store, array } = await plain(new CountingStore());
    const value = store.map.get("a/c/0") as Uint8Array;
    store.map.set("a/c/0", Uint8Array.of(1));
    await caught(array.get([0]));
    store.map.set("a/c/0", value);
    expect((await array.get([1])).item()).toBe(1);
  });
});

describe("memory that is handed out", () => {
  const scribble = (result: NDArray<"float64">) => result.data.fill(-1);

  test("is the caller's: changing it changes no later read", async () => {
    for (const make of [plain, sharded]) {
      const { array } = await make(new CountingStore());
      const expected = counting(array.size);
      for (let round = 0; round < 3; round++) {
        const whole = await array.get();
        expect([...whole.data]).toEqual([...expected]);
        scribble(whole);
        scribble(await array.getChunk(array.shape.map(() => 0)));
      }
      const many = await Promise.all([
        array.getChunk(array.shape.map(() => 0)),
        array.getChunk(array.shape.map(() => 0)),
      ]);
      many.forEach(scribble);
      expect([...(await array.get()).data]).toEqual([...expected]);
    }
  });

  test("is not memory that the store lends, nor does it keep the rest of a fetch alive", async () => {
    const store = new MapStore({ borrowed: true });
    const writer = await smallArray(store, { shape: [4], chunks: [4] });
    await writer.set(null, counting(4));
    const array = await openSmall(store, keeping);
    await array.get();
    store.values.get("a/c/0")?.fill(255);
    expect((await array.get()).toList()).toEqual([0, 1, 2, 3]);
  });
});

describe("inner chunks that were read", () => {
  test("take no request at all, not even for the index", async () => {
    const { store, array } = await sharded(new CountingStore());
    await array.get([slice(0, 2), slice(0, 4)]);
    store.reset();
    expect((await array.get([slice(0, 2), slice(1, 4)])).toList()).toEqual([
      [1, 2, 3],
      [9, 10, 11],
    ]);
    expect(store.requests).toEqual([]);
  });

  test("leave only the others to be fetched", async () => {
    const { store, array } = await sharded(new CountingStore(), { coalesceMaxGapBytes: 0 });
    await array.get([slice(0, 2), slice(0, 4)]);
    store.reset();
    expect([...(await array.get()).data]).toEqual([...counting(32)]);
    expect(store.of("get").map(({ ranges }) => ranges)).toEqual([[{ offset: 64, length: 192 }]]);
    store.reset();
    expect([...(await array.get()).data]).toEqual([...counting(32)]);
    expect(store.requests).toEqual([]);
  });

  test("are kept also when they came all at once", async () => {
    const { store, array } = await sharded(new CountingStore());
    await array.get();
    store.reset();
    expect((await array.get([3, slice(5, 8)])).toList()).toEqual([29, 30, 31]);
    expect(store.requests).toEqual([]);
  });

  test("nested ones too", async () => {
    const store = new CountingStore();
    const codecs = blocksOf([4, 4], blocksOf([2, 2]));
    const writer = await smallArray(store, { shape: [8, 8], chunks: [8, 8], codecs });
    await writer.set([slice(0, 8), slice(0, 6)], 7);
    const array = await openSmall(store, { ...keeping, coalesceMaxBytes: 100 });
    const once = await array.get();
    store.reset();
    expect((await array.get()).toList()).toEqual(once.toList());
    expect(store.requests).toEqual([]);
    await writer.set([7, 7], 1);
    expect((await array.get([7, slice(4, 8)])).toList()).toEqual([7, 7, 0, 1]);
  });
});

describe("what is not stored", () => {
  test("is known, until someone stores it", async () => {
    const { store, writer, array } = await plain(new CountingStore());
    await writer.eraseChunks();
    store.reset();
    for (let round = 0; round < 2; round++) expect((await array.get()).item(5)).toBe(0);
    expect(store.reads).toHaveLength(2);
    await writer.set([5], 3);
    expect((await array.get()).item(5)).toBe(3);
  });

  test("is known of inner chunks and of whole shards", async () => {
    const { store, writer, array } = await sharded(new CountingStore());
    await writer.set([slice(0, 2), slice(0, 2)], 0);
    await array.get([0, 0]);
    store.reset();
    expect((await array.get([1, 1])).item()).toBe(0);
    expect(store.requests).toEqual([]);
    await writer.set(null, 0);
    for (const selection of [[0, 0], [3, 3], null, null]) await array.get(selection);
    expect(store.reads).toHaveLength(1);
    await writer.set([3, 3], 5);
    expect((await array.get([3, 3])).item()).toBe(5);
  });

  test("stays an error where it is one", async () => {
    const { writer, array } = await sharded(new CountingStore(), { readMissingChunks: false });
    await writer.set(null, 0);
    for (let round = 0; round < 2; round++) {
      expect(await caught(array.get([0, 0]))).toBeInstanceOf(ChunkNotFoundError);
      expect(await caught(array.get())).toBeInstanceOf(ChunkNotFoundError);
    }
  });
});

describe("a change", () => {
  test("through any handle is seen by the next read", async () => {
    const { store, writer, array } = await sharded(new CountingStore());
    await array.get();
    await writer.set([0, 0], -1);
    expect((await array.get([0, slice(0, 2)])).toList()).toEqual([-1, 1]);
    await array.get();
    await array.set([0, 1], -2);
    expect((await array.get([0, slice(0, 2)])).toList()).toEqual([-1, -2]);
    await writer.resize([4, 4]);
    await writer.eraseChunks();
    expect((await array.get([3, 3])).item()).toBe(0);
    const source = new MapStore();
    const other = await smallArray(source, { shape: [4, 8], chunks: [4, 8], codecs: blocksOf([2, 2]) });
    await other.set(null, 9);
    await copyValue(source, "a/c/0/0", store, "a/c/0/0");
    expect((await array.get([3, 3])).item()).toBe(9);
  });

  test("while a read is under way keeps the read from being kept", async () => {
    const { store, writer, array } = await plain(new CountingStore());
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const old = (store.map.get("a/c/0") as Uint8Array).slice();
    const get = store.get.bind(store);
    store.get = async () => {
      await held;
      return old;
    };
    const early = array.get([0]);
    await turns();
    store.get = get;
    await writer.set([0], 7);
    letGo();
    expect((await early).item()).toBe(0);
    expect((await array.get([0])).item()).toBe(7);
  });

  test("between two requests of a read makes it read again, and what it then reads is kept", async () => {
    const { store, writer, array } = await sharded(new VersionedStore());
    let requests = 0;
    store.before = async (kind) => {
      if (kind !== "get" || ++requests !== 2) return;
      store.before = () => {};
      await writer.set([0, 0], -1);
    };
    expect((await array.get([0, slice(0, 2)])).toList()).toEqual([-1, 1]);
    store.reset();
    expect((await array.get([0, slice(0, 2)])).toList()).toEqual([-1, 1]);
    expect(store.reads).toEqual([]);
  });

  test("by others is seen where the store tells versions", async () => {
    for (const make of [plain, sharded]) {
      const { store, array } = await make(new VersionedStore());
      await array.get();
      const key = [...store.map.values.keys()].find((name) => name.startsWith("a/c/0")) as string;
      const other = await make(new VersionedStore());
      await other.writer.set(null, 6);
      const first = array.shape.map(() => 0);
      await store.set(key, other.store.map.get(key) as Uint8Array);
      expect((await array.get(first)).item()).toBe(6);
      store.reset();
      expect((await array.get(first)).item()).toBe(6);
      expect(store.requests.map(({ kind }) => kind)).toEqual(["version"]);
    }
  });

  test("by others during a read does not pass off the old chunk as the new version", async () => {
    for (const make of [plain, sharded]) {
      const { store, array } = await make(new VersionedStore());
      const key = [...store.map.values.keys()].find((name) => name.startsWith("a/c/0")) as string;
      const replacement = await make(new VersionedStore());
      await replacement.writer.set(null, 6);
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const get = store.get.bind(store);
      // The old bytes are on their way for long.
      store.get = async (...given) => {
        const value = await get(...given);
        await held;
        return value;
      };
      const first = array.shape.map(() => 0);
      const early = array.get(first);
      await turns();
      store.get = get;
      await store.set(key, replacement.store.map.get(key) as Uint8Array);
      expect((await array.get(first)).item()).toBe(6);
      letGo();
      await early;
      expect((await array.get(first)).item()).toBe(6);
    }
  });

  test("by others elsewhere is seen once the cache is cleared", async () => {
    const { store, array } = await plain(new CountingStore());
    await array.get([0]);
    store.map.values.delete("a/c/0");
    expect((await array.get([1])).item()).toBe(1);
    chunkCacheOf(store).clear();
    expect((await array.get([1])).item()).toBe(0);
  });
});

test("texts are kept, and lists of them are the caller's", async () => {
  const store = new CountingStore();
  const writer = await smallArray<"string">(store, { shape: [4], chunks: [2], dtype: "string" });
  await writer.set(null, ["a", "bc", "def", ""]);
  const array = await openSmall<"string">(store, keeping);
  const once = await array.getChunk([0]);
  store.reset();
  (once.data as string[]).fill("x");
  expect((await array.getChunk([0])).toList()).toEqual(["a", "bc"]);
  expect(store.requests).toEqual([]);
});

test("readers who leave take nobody along, and what the others read is kept", async () => {
  const { store, array } = await plain(new CountingStore());
  const controller = new AbortController();
  const leaving = array.get([0], { signal: controller.signal });
  const staying = array.get([1]);
  await Promise.resolve();
  controller.abort(new Error("enough"));
  expect((await caught(leaving)).message).toBe("enough");
  expect((await staying).item()).toBe(1);
  expect((await array.get([2])).item()).toBe(2);
  expect(store.reads).toEqual(["a/c/0"]);
});
