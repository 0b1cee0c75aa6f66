import { afterEach, describe, expect, test } from "vitest";
import {
  type ConfigSettings,
  chunkCacheOf,
  config,
  createArray,
  createGroup,
  openArray,
  openGroup,
  zeros,
} from "../src/index.ts";

afterEach(() => config.reset());

const names: readonly (keyof ConfigSettings)[] = [
  "defaultZarrFormat",
  "async.concurrency",
  "array.order",
  "array.writeEmptyChunks",
  "array.readMissingChunks",
  "array.shardingCoalesceMaxGapBytes",
  "array.shardingCoalesceMaxBytes",
  "array.chunkCacheBytes",
  "limits.readBytes",
  "limits.chunkBytes",
];

describe("config", () => {
  test("the settings and their defaults", () => {
    expect(Object.fromEntries(names.map((name) => [name, config.get(name)]))).toEqual({
      defaultZarrFormat: 3,
      "async.concurrency": 10,
      "array.order": "C",
      "array.writeEmptyChunks": false,
      "array.readMissingChunks": true,
      "array.shardingCoalesceMaxGapBytes": 1_048_576,
      "array.shardingCoalesceMaxBytes": 16_777_216,
      "array.chunkCacheBytes": 0,
      "limits.readBytes": 8 * 2 ** 30,
      "limits.chunkBytes": 2 * 2 ** 30,
    });
  });

  test("set, and reset", () => {
    config.set({ "array.order": "F", "async.concurrency": 3 });
    expect([config.get("array.order"), config.get("async.concurrency")]).toEqual(["F", 3]);
    config.reset();
    expect([config.get("array.order"), config.get("async.concurrency")]).toEqual(["C", 10]);
  });

  test.each([
    ["array.order", "K"],
    ["async.concurrency", 0],
    ["async.concurrency", 1.5],
    ["array.writeEmptyChunks", 1],
    ["array.readMissingChunks", "yes"],
    ["limits.readBytes", -1],
    ["limits.chunkBytes", Number.NaN],
    ["array.shardingCoalesceMaxGapBytes", "1"],
    ["array.shardingCoalesceMaxBytes", undefined],
    ["defaultZarrFormat", 4],
    ["array.odrer", "C"],
    ["toString", "C"],
    ["__proto__x", 1],
  ])("%s = %j is refused, and nothing changes", (name, value) => {
    const bad = { "array.writeEmptyChunks": true, [name]: value } as Partial<ConfigSettings>;
    expect(() => config.set(bad)).toThrowError(expect.objectContaining({ code: "BAD_CONFIG" }));
    expect(config.get("array.writeEmptyChunks")).toBe(false);
  });

  test("a name that is no setting cannot be read", () => {
    expect(() => config.get("array.odrer" as "array.order")).toThrowError(/no setting "array.odrer".*array\.order/);
  });

  test("with() puts back what was, also after an error, and answers what the work answers", async () => {
    const seen = await config.with({ "array.order": "F" }, async () => {
      await Promise.resolve();
      return config.get("array.order");
    });
    expect([seen, config.get("array.order")]).toEqual(["F", "C"]);
    await expect(
      config.with({ defaultZarrFormat: 2 }, () => {
        throw new Error("work failed");
      }),
    ).rejects.toThrow("work failed");
    expect(config.get("defaultZarrFormat")).toBe(3);
    await expect(config.with({ defaultZarrFormat: 4 as 3 }, () => 1)).rejects.toMatchObject({ code: "BAD_CONFIG" });
  });

  test("with() nests", async () => {
    await config.with({ "array.order": "F" }, async () => {
      await config.with({ "async.concurrency": 2 }, () => {
        expect([config.get("array.order"), config.get("async.concurrency")]).toEqual(["F", 2]);
      });
      expect([config.get("array.order"), config.get("async.concurrency")]).toEqual(["F", 10]);
    });
  });
});

describe("what settings do", () => {
  test("defaultZarrFormat is the format of new nodes", async () => {
    config.set({ defaultZarrFormat: 2 });
    const formats = [
      (await zeros([2])).zarrFormat,
      (await createArray({ shape: [2] })).zarrFormat,
      (await createGroup()).zarrFormat,
      (await openGroup(new Map())).zarrFormat,
      (await openArray(new Map(), { shape: [2], mode: "a" })).zarrFormat,
    ];
    expect(formats).toEqual([2, 2, 2, 2, 2]);
    expect((await zeros([2], { zarrFormat: 3 })).zarrFormat).toBe(3);
  });

  test("array.writeEmptyChunks stores chunks of nothing but the fill value", async () => {
    const keys = async (settings: Partial<ConfigSettings>): Promise<boolean> => {
      const store = new Map<string, Uint8Array>();
      await config.with(settings, async () => (await zeros([4], { store })).set(null, 0));
      return store.has("c/0");
    };
    expect(await keys({})).toBe(false);
    expect(await keys({ "array.writeEmptyChunks": true })).toBe(true);
  });

  test("array.readMissingChunks false makes a missing chunk an error", async () => {
    const array = await config.with({ "array.readMissingChunks": false }, () => zeros([4]));
    await expect(array.get()).rejects.toMatchObject({ code: "CHUNK_NOT_FOUND" });
    expect((await (await zeros([2])).get()).toList()).toEqual([0, 0]);
  });

  test("array.chunkCacheBytes keeps decoded chunks, none by default", async () => {
    const store = new Map<string, Uint8Array>();
    await (await zeros([4], { store })).set(null, 1);
    const array = await openArray(store);
    await array.get();
    expect(chunkCacheOf(array.store).stats()).toMatchObject({ chunks: 0, maxBytes: 0 });
    const keeping = await config.with({ "array.chunkCacheBytes": 4096 }, () => openArray(store));
    await keeping.get();
    expect((await keeping.get()).toList()).toEqual([1, 1, 1, 1]);
    expect(chunkCacheOf(array.store).stats()).toMatchObject({ hits: 1, misses: 1, chunks: 1, maxBytes: 4096 });
  });

  test("array.order is the layout of results, and the values stay where they are", async () => {
    const array = await config.with({ "array.order": "F" }, () => zeros([2, 3]));
    await array.set(null, [
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const result = await array.get();
    expect(result.stride).toEqual([1, 2]);
    expect([...result.data]).toEqual([1, 4, 2, 5, 3, 6]);
    expect(result.toList()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  test("limits.readBytes refuses a larger result before it is allocated", async () => {
    const array = await config.with({ "limits.readBytes": 32 }, () => zeros([5]));
    await expect(array.get()).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
    expect((await array.get([{ stop: 4 }])).size).toBe(4);
  });

  test("limits.chunkBytes refuses to decode or encode larger chunks", async () => {
    const store = new Map<string, Uint8Array>();
    await (await zeros([5], { store })).set(null, 1);
    const array = await config.with({ "limits.chunkBytes": 32 }, () => openArray(store));
    await expect(array.get([0])).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
    await expect(array.set(null, 2)).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
    expect((await (await openArray(store)).get()).toList()).toEqual([1, 1, 1, 1, 1]);
  });

  test("a node keeps the settings it was made with, and an option wins over a setting", async () => {
    const early = await zeros([2, 2]);
    config.set({ "array.order": "F" });
    const given = await zeros([2, 2], { config: { order: "C" } });
    const late = await zeros([2, 2]);
    expect((await early.get()).stride).toEqual([2, 1]);
    expect((await given.get()).stride).toEqual([2, 1]);
    expect((await late.get()).stride).toEqual([1, 2]);
  });
});
