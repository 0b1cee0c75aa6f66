import { create, createGroup, open, openArray, slice } from "@zarrkit/api";
import { describe, expect, test } from "vitest";
import { CountingStore, type Request } from "../src/store/counting.ts";

const bytes = { name: "bytes", configuration: { endian: "little" } };
const crc32c = { name: "crc32c" };
const sharding = {
  name: "sharding_indexed",
  configuration: { chunk_shape: [4, 4], codecs: [bytes], index_codecs: [bytes, crc32c], index_location: "end" },
};

const reads = (requests: readonly Request[]): Request[] =>
  requests.filter(({ method }) => method === "get" || method === "getRanges");
/** A `getRanges` costs what its ranges cost when a store has nothing better than one request for each. */
const fetches = (requests: readonly Request[]): number =>
  reads(requests).reduce((sum, { method, ranges }) => sum + (method === "getRanges" ? (ranges?.length ?? 0) : 1), 0);
const count = (size: number): Uint16Array => Uint16Array.from({ length: size }, (_, i) => i);

async function stored(options: Record<string, unknown>): Promise<CountingStore> {
  const store = new CountingStore();
  const array = await create({ store, shape: [16, 16], dtype: "uint16", fillValue: 0, ...options });
  await array.set(null, count(256));
  store.take();
  return store;
}

describe("requests", () => {
  test("opening a version 3 array is one request", async () => {
    const store = await stored({ chunks: [4, 4], zarrFormat: 3 });
    await open(store, { mode: "r" });
    expect(store.take().map(({ key }) => key)).toEqual(["zarr.json"]);
    await openArray(store, { mode: "r" });
    expect(store.take()).toHaveLength(1);
  });

  test("opening a version 3 group and one of its arrays is one request each", async () => {
    const store = new CountingStore();
    const group = await createGroup({ store, zarrFormat: 3 });
    await group.createArray("a/b", { shape: [2], dtype: "int8" });
    store.take();
    const opened = await open(store, { mode: "r" });
    expect(store.take().map(({ key }) => key)).toEqual(["zarr.json"]);
    await (opened as typeof group).get("a/b");
    expect(store.take().map(({ key }) => key)).toEqual(["a/b/zarr.json"]);
  });

  test("opening a version 2 array asks for its two documents at the same time", async () => {
    const store = await stored({ chunks: [4, 4], zarrFormat: 2 });
    let waiting = 0;
    let together = 0;
    store.before = async () => {
      together = Math.max(together, ++waiting);
      await new Promise((resolve) => setTimeout(resolve, 5));
      waiting--;
    };
    await openArray(store, { mode: "r", zarrFormat: 2 });
    expect(
      store
        .take()
        .map(({ key }) => key)
        .sort(),
    ).toEqual([".zarray", ".zattrs"]);
    expect(together).toBe(2);
  });

  test("opening a version 2 array of unknown version takes one miss more", async () => {
    const store = await stored({ chunks: [4, 4], zarrFormat: 2 });
    await openArray(store, { mode: "r" });
    const keys = store.take().map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(["zarr.json", ".zarray", ".zattrs"]));
    expect(keys.length).toBeLessThanOrEqual(4);
  });

  test("sixteen inner chunks of one shard are the index and one run", async () => {
    const store = await stored({ chunks: [16, 16], codecs: [sharding], zarrFormat: 3 });
    const array = await openArray(store, { mode: "r" });
    store.take();
    const values = await array.get();
    expect(Array.from(values.data as Uint16Array)).toEqual([...count(256)]);
    expect(fetches(store.take())).toBeLessThanOrEqual(2);
  });

  test("one inner chunk of a shard fetches the index and that chunk alone", async () => {
    const store = await stored({ chunks: [16, 16], codecs: [sharding], zarrFormat: 3 });
    const array = await openArray(store, { mode: "r" });
    store.take();
    await array.get([slice(4, 8), slice(4, 8)]);
    const requests = store.take();
    expect(fetches(requests)).toBe(2);
    expect(requests.reduce((sum, request) => sum + request.bytes, 0)).toBe(16 * 16 + 4 + 32);
  });

  test("only the chunks that a selection touches are read", async () => {
    const store = await stored({ chunks: [4, 4], zarrFormat: 3 });
    const array = await openArray(store, { mode: "r" });
    store.take();
    await array.get([slice(3, 5), 9]);
    expect(
      store
        .take()
        .map(({ key }) => key)
        .sort(),
    ).toEqual(["c/0/2", "c/1/2"]);
    await array.get([slice(0, 16, 8), slice(15, 12, -1)]);
    expect(
      store
        .take()
        .map(({ key }) => key)
        .sort(),
    ).toEqual(["c/0/3", "c/2/3"]);
    await array.get([slice(3, 3)]);
    expect(store.take()).toEqual([]);
  });

  test("whole chunks are written without being read, parts are read first", async () => {
    const store = await stored({ chunks: [4, 4], zarrFormat: 3 });
    const array = await openArray(store, { mode: "r+" });
    store.take();
    await array.set([slice(0, 8), slice(4, 8)], 7);
    expect(reads(store.requests)).toEqual([]);
    expect(
      store
        .take()
        .map(({ key }) => key)
        .sort(),
    ).toEqual(["c/0/1", "c/1/1"]);
    await array.set([slice(0, 5), slice(4, 8)], 8);
    expect(reads(store.requests).map(({ key }) => key)).toEqual(["c/1/1"]);
  });

  test("concurrent readers of one chunk share one request", async () => {
    const store = await stored({ chunks: [16, 16], zarrFormat: 3 });
    const array = await openArray(store, { mode: "r" });
    store.take();
    store.before = () => new Promise((resolve) => setTimeout(resolve, 10));
    const results = await Promise.all([0, 1, 2].map((row) => array.get([row])));
    expect(results.map(({ data }) => (data as Uint16Array)[0])).toEqual([0, 16, 32]);
    expect(store.take()).toHaveLength(1);
  });

  test("one reader's abort does not cancel another's", async () => {
    const store = await stored({ chunks: [16, 16], zarrFormat: 3 });
    const array = await openArray(store, { mode: "r" });
    store.before = (_, __, options) =>
      new Promise((resolve, reject) => {
        setTimeout(resolve, 20);
        options?.signal?.addEventListener("abort", () => reject(options.signal?.reason));
      });
    const controller = new AbortController();
    const first = array.get([0], { signal: controller.signal });
    const second = array.get([1]);
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(first).rejects.toBe(reason);
    expect(((await second).data as Uint16Array)[0]).toBe(16);
  });

  test("no more requests are under way than config.concurrency allows", async () => {
    const store = await stored({ chunks: [2, 2], zarrFormat: 3 });
    const array = await openArray(store, { mode: "r", config: { concurrency: 3 } });
    let waiting = 0;
    let most = 0;
    store.before = async () => {
      most = Math.max(most, ++waiting);
      await new Promise((resolve) => setTimeout(resolve, 1));
      waiting--;
    };
    await array.get();
    expect(most).toBe(3);
  });
});
