import { describe, expect, test } from "vitest";
import { createArray, openArray, openGroup, type StoreLike } from "../../../src/index.ts";
import { adaptStore } from "../../../src/store/foreign/adapt-store.ts";
import type { ForeignStore } from "../../../src/store/foreign/foreign-store.ts";

type Log = string[];

/** A store as zarrita's users write them, over a map whose keys begin with a slash. */
function foreign(map: Map<string, Uint8Array>, parts: readonly string[], log: Log = [], wait = false): ForeignStore {
  const answer = <T>(value: T): T | Promise<T> => (wait ? Promise.resolve(value) : value);
  const all: Required<Pick<ForeignStore, "get" | "getRange" | "set" | "delete">> = {
    get(key) {
      log.push(`get ${key}`);
      return answer(map.get(key));
    },
    getRange(key, range) {
      log.push(`getRange ${key} ${JSON.stringify(range)}`);
      const value = map.get(key);
      if (value === undefined) return answer(undefined);
      return answer(
        "suffixLength" in range
          ? value.slice(Math.max(0, value.length - range.suffixLength))
          : value.slice(range.offset, range.offset + range.length),
      );
    },
    set(key, value) {
      log.push(`set ${key}`);
      map.set(key, value.slice());
      return answer(undefined);
    },
    delete(key) {
      log.push(`delete ${key}`);
      return answer(map.delete(key));
    },
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => parts.includes(name))) as unknown as ForeignStore;
}

const reading = ["get"];
const ranges = ["get", "getRange"];
const writing = ["get", "set"];
const everything = ["get", "getRange", "set", "delete"];

async function sharded(): Promise<Map<string, Uint8Array>> {
  const map = new Map<string, Uint8Array>();
  const data = Int32Array.from({ length: 64 }, (_, index) => index);
  await createArray({ store: map, name: "a", data, chunks: [4], shards: [64], compressors: null });
  return new Map([...map].map(([key, value]) => [`/${key}`, value]));
}

describe.each([
  ["at once", false],
  ["with promises", true],
])("a foreign store that answers %s", (_, wait) => {
  test.each([
    ["get", reading],
    ["get and getRange", ranges],
    ["all methods", everything],
  ])("is read with %s", async (_parts, parts) => {
    const store = foreign(await sharded(), parts, [], wait);
    const array = await openArray(store, { path: "a", dtype: "int32" });
    expect([...(await array.get([{ start: 10, stop: 14 }])).data]).toEqual([10, 11, 12, 13]);
    expect((await array.get()).size).toBe(64);
  });

  test.each([
    ["get and set", writing],
    ["all methods", everything],
  ])("is written with %s", async (_parts, parts) => {
    const map = new Map<string, Uint8Array>();
    const store = foreign(map, parts, [], wait);
    const array = await createArray({ store, name: "a", data: Int8Array.of(1, 2, 3, 4), chunks: [2] });
    await array.set([0], 9);
    expect((await array.get()).toList()).toEqual([9, 2, 3, 4]);
    expect([...map.keys()].sort()).toEqual(["/a/c/0", "/a/c/1", "/a/zarr.json", "/zarr.json"]);
  });
});

describe("a foreign store", () => {
  test("gets ranges where it can, and whole values only where it cannot", async () => {
    const map = await sharded();
    const log: Log = [];
    const array = await openArray(foreign(map, ranges, log), { path: "a" });
    log.length = 0;
    await array.get([5]);
    // The index at the end: 16 inner chunks of 16 bytes, and a checksum of 4. Then one inner chunk.
    expect(log).toEqual(['getRange /a/c/0 {"suffixLength":260}', 'getRange /a/c/0 {"offset":16,"length":16}']);
  });

  test("that ignores ranges is found out", async () => {
    const map = await sharded();
    const store: ForeignStore = { get: (key) => map.get(key), getRange: (key) => map.get(key) };
    const array = await openArray(store, { path: "a" });
    await expect(array.get([5])).rejects.toThrow(/does not honour ranges/);
  });

  test("without set is read-only", async () => {
    const array = await openArray(foreign(await sharded(), reading), { path: "a" });
    expect(array.readOnly).toBe(true);
    await expect(array.set([0], 1)).rejects.toMatchObject({ code: "READ_ONLY" });
    await expect(openArray(foreign(new Map(), reading), { mode: "a", shape: [1] })).rejects.toMatchObject({
      code: "READ_ONLY",
    });
  });

  test("without delete stores a chunk of fill values, since leaving the old one would be wrong", async () => {
    const map = new Map<string, Uint8Array>();
    const array = await createArray({ store: foreign(map, writing), data: Int8Array.of(1, 2) });
    await array.set(null, 0);
    expect((await array.get()).toList()).toEqual([0, 0]);
    expect(map.has("/c/0")).toBe(true);
  });

  test("whose memory is shared with the result is not changed through it", async () => {
    const map = new Map<string, Uint8Array>();
    const store = foreign(map, everything);
    const array = await createArray({ store, data: Int8Array.of(1, 2, 3), compressors: null });
    const result = await array.get();
    (result.data as Int8Array).fill(7);
    expect((await array.get()).toList()).toEqual([1, 2, 3]);
  });

  test("may answer an ArrayBuffer, or null for nothing", async () => {
    const map = await sharded();
    const store: ForeignStore = {
      get: (key) => {
        const value = map.get(key);
        return value === undefined ? null : new Uint8Array(value).buffer;
      },
    };
    expect((await openArray(store, { path: "a" })).shape).toEqual([64]);
    await expect(openArray(store, { path: "b" })).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
  });

  test("that answers something else is an error that names the key", async () => {
    const store = { get: () => "text" } as unknown as StoreLike;
    await expect(openArray(store)).rejects.toMatchObject({ code: "STORE", key: "zarr.json" });
  });

  test("that fails is an error, never a missing value", async () => {
    const store: ForeignStore = {
      get: () => {
        throw new Error("connection lost");
      },
    };
    await expect(openArray(store)).rejects.toThrow(/connection lost/);
    await expect(openGroup(store, { mode: "r" })).rejects.toMatchObject({ code: "STORE" });
  });

  test("passes the signal on", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const store: ForeignStore = {
      get: (_, options) =>
        new Promise((_, reject) => {
          options?.signal?.addEventListener("abort", () => reject(options.signal?.reason));
          controller.abort(reason);
        }),
    };
    await expect(openArray(store, { path: "a", signal: controller.signal })).rejects.toBe(reason);
  });

  test("has one adapter, so that its writers take turns", async () => {
    const map = new Map<string, Uint8Array>();
    const store = foreign(map, everything, [], true);
    expect(await adaptStore(store)).toBe(await adaptStore(store));
    await createArray({ store, shape: [16], dtype: "int8", chunks: [16] });
    await Promise.all(Array.from({ length: 16 }, async (_, index) => (await openArray(store)).set([index], index + 1)));
    expect((await (await openArray(store)).get()).toList()).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 1),
    );
  });
});
