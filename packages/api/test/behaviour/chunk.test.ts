import { MemoryStore } from "@zarrkit/store-memory";
import { expect, test } from "vitest";
import { createArray, full, openArray, slice, zeros } from "../../src/index.ts";

type Keys = Map<string, Uint8Array>;

const memory = (): Keys => new Map();
const chunkKeys = (store: Keys): string[] => [...store.keys()].filter((key) => key.startsWith("c")).sort();
const raw = { compressors: null } as const;

test("27. what was never written is the fill value, and is not stored", async () => {
  const store = memory();
  expect((await (await full([3], 7, { store })).get()).toList()).toEqual([7, 7, 7]);
  expect([...store.keys()]).toEqual(["zarr.json"]);
});

test("28. a chunk of the fill value is not stored, or deleted", async () => {
  const store = memory();
  const array = await zeros([4], { store, chunks: [2] });
  await array.set(null, [0, 0, 1, 1]);
  expect(chunkKeys(store)).toEqual(["c/1"]);
  await array.set(null, 0);
  expect(chunkKeys(store)).toEqual([]);
});

test("29. with writeEmptyChunks every chunk touched is stored", async () => {
  const store = memory();
  await (await zeros([4], { store, chunks: [2], writeEmptyChunks: true })).set(null, 0);
  expect(chunkKeys(store)).toEqual(["c/0", "c/1"]);
});

test("30. NaN is empty where NaN is the fill value; -0 is not empty where 0 is", async () => {
  const [nan, zero] = [memory(), memory()];
  await (await full([2], Number.NaN, { store: nan })).set(null, Number.NaN);
  await (await zeros([2], { store: zero })).set(null, -0);
  expect([chunkKeys(nan), chunkKeys(zero)]).toEqual([[], ["c/0"]]);
});

test("31. the fill value null: the default in version 3, null in version 2, read as the default", async () => {
  expect((await createArray({ shape: [1], fillValue: null })).fillValue).toBe(0);
  const old = await createArray({ shape: [1], fillValue: null, zarrFormat: 2 });
  expect(old.metadata["fill_value"]).toBeNull();
  expect((await old.get()).toList()).toEqual([0]);
});

test.each([
  ["bool", "boolean false"],
  ["int64", "bigint 0"],
  ["float32", "number 0"],
  ["string", "string "],
])("32. %s is filled with %s", async (dtype, expected) => {
  const { fillValue } = await zeros([1], { dtype });
  expect(`${typeof fillValue} ${String(fillValue)}`).toBe(expected);
});

test("33. chunks at the edge are stored whole, padded with the fill value", async () => {
  const store = memory();
  await (await createArray({ store, shape: [5], dtype: "int8", chunks: [4], fillValue: 9, ...raw })).set(null, 1);
  expect([...(store.get("c/1") ?? [])]).toEqual([1, 9, 9, 9]);
});

test("34. readMissingChunks false names the first missing chunk; an empty selection misses none", async () => {
  const array = await zeros([4], { chunks: [2], config: { readMissingChunks: false } });
  await expect(array.get()).rejects.toMatchObject({ code: "CHUNK_NOT_FOUND" });
  await expect(array.get()).rejects.toThrow("c/0");
  expect((await array.get([slice(0, 0)])).size).toBe(0);
});

test("35. of shards, only whole ones are missed", async () => {
  const config = { readMissingChunks: false };
  const array = await createArray({ shape: [8], chunks: [2], shards: [4], dtype: "int8", config });
  await array.set([slice(0, 2)], 1);
  expect((await array.get([slice(0, 4)])).toList()).toEqual([1, 1, 0, 0]);
  await expect(array.get()).rejects.toMatchObject({ code: "CHUNK_NOT_FOUND" });
});

test("36. a handle keeps the settings it was made with", async () => {
  const store = memory();
  await zeros([2], { store });
  const strict = await openArray(store, { config: { readMissingChunks: false } });
  expect((await (await openArray(store)).get()).toList()).toEqual([0, 0]);
  await expect(strict.get()).rejects.toMatchObject({ code: "CHUNK_NOT_FOUND" });
});

test("37. 38. chunks and bytes that are stored; foreign keys do not count as chunks", async () => {
  const store = memory();
  const array = await createArray({ store, shape: [8], chunks: [2], shards: [4], dtype: "int16", ...raw });
  await array.set([slice(0, 4)], 1);
  store.set("c/foreign", Uint8Array.of(1));
  expect(await array.nchunksInitialized()).toBe(2);
  expect(array.nbytes).toBe(16);
  const stored = [...store].filter(([key]) => key !== "c/foreign").reduce((sum, [, value]) => sum + value.length, 0);
  expect(await array.nbytesStored()).toBeGreaterThanOrEqual(stored);
});

test.each([[[100]], [[10_000, 10_000]], [[3, 5, 7_000_000]]])("39. guessed chunks of %j fit", async (shape) => {
  const { chunks } = await zeros(shape, { dtype: "int8" });
  for (const [axis, size] of chunks.entries()) {
    expect(size).toBeGreaterThanOrEqual(1);
    expect(size).toBeLessThanOrEqual(shape[axis] as number);
  }
});

test.each([[[0]], [[-2]], [[1.5]], [[1, 1]], [[null]], [[[2, 1]]]])("40. chunks %j are refused", async (chunks) => {
  await expect(zeros([4], { chunks } as never)).rejects.toThrow();
});

test("41. -1 is a whole axis, false one chunk", async () => {
  expect((await zeros([4, 6], { chunks: [2, -1] })).chunks).toEqual([2, 6]);
  expect((await zeros([4, 6], { chunks: -1 })).chunks).toEqual([4, 6]);
  expect((await zeros([4, 6], { chunks: false })).chunks).toEqual([4, 6]);
});

test("42. 43. shards found out are multiples of the chunk; chunks found out with them stay near 1 MiB", async () => {
  const given = await createArray({ shape: [1000], dtype: "int8", chunks: [7], shards: "auto" });
  expect((given.shards?.[0] ?? 0) % 7).toBe(0);
  const guessed = await createArray({ shape: [4096, 4096, 4], dtype: "int8", shards: "auto" });
  const bytes = guessed.chunks.reduce((product, size) => product * size, 1);
  expect(bytes).toBeGreaterThan(2 ** 18);
  expect(bytes).toBeLessThanOrEqual(2 ** 21);
});

test("44. axes without length: created, read, appended to", async () => {
  const array = await zeros([0, 2], { store: new MemoryStore() });
  expect((await array.get()).shape).toEqual([0, 2]);
  expect(await array.append([[1, 2]])).toEqual([1, 2]);
  expect((await array.get()).toList()).toEqual([[1, 2]]);
});
