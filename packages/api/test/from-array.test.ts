import { describe, expect, test } from "vitest";
import { createArray, fromArray, type ZarrArray } from "../src/index.ts";

async function source(zarrFormat: 2 | 3): Promise<ZarrArray> {
  const array = await createArray({
    shape: [5, 7],
    dtype: "int16",
    chunks: [1, 2],
    fillValue: -1,
    attributes: { a: 1 },
    zarrFormat,
    ...(zarrFormat === 2 ? { order: "F" as const } : { dimensionNames: ["y", "x"], shards: [2, 4] }),
  });
  await array.set(
    [{ stop: 4 }],
    Array.from({ length: 4 }, (_, y) => Array.from({ length: 7 }, (_, x) => 10 * y + x)),
  );
  return array;
}

describe.each([2, 3] as const)("from an array of version %d", (zarrFormat) => {
  test("everything is kept", async () => {
    const data = await source(zarrFormat);
    const made = await fromArray({ data, name: "copy" });
    expect({ ...made.metadata, attributes: 0 }).toEqual({ ...data.metadata, attributes: 0 });
    expect([made.attrs, made.dimensionNames]).toEqual([data.attrs, data.dimensionNames]);
    expect((await made.get()).toBytes()).toEqual((await data.get()).toBytes());
  });

  test("to the other format", async () => {
    const data = await source(zarrFormat);
    const other = zarrFormat === 2 ? 3 : 2;
    const made = await fromArray({ data, zarrFormat: other });
    expect([made.zarrFormat, made.chunks, made.dtype, made.fillValue]).toEqual([other, [1, 2], "int16", -1]);
    expect((await made.get()).toBytes()).toEqual((await data.get()).toBytes());
  });

  test("with other chunks, codecs and fill value", async () => {
    const data = await source(zarrFormat);
    const made = await fromArray({ data, chunks: [5, 3], compressors: null, fillValue: 0, attributes: { b: 2 } });
    expect([made.chunks, made.shards, made.codecs.compressors, made.fillValue, made.attrs]).toEqual([
      [5, 3],
      null,
      [],
      0,
      { b: 2 },
    ]);
    expect((await made.get()).toBytes()).toEqual((await data.get()).toBytes());
  });

  test("metadata alone, and with progress", async () => {
    const data = await source(zarrFormat);
    const empty = await fromArray({ data, writeData: false });
    expect(await empty.nchunksInitialized()).toBe(0);
    const seen: number[] = [];
    await fromArray({ data, onProgress: ({ done, total }) => seen.push(done / (total ?? Number.NaN)) });
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });
});

test("from data that is not stored", async () => {
  const made = await fromArray({ data: { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }, chunks: "keep" });
  expect([made.dtype, made.zarrFormat]).toEqual(["float32", 3]);
  expect((await made.get()).toList()).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("each stored object is written once, and nothing of the target is read", async () => {
  const data = await source(3);
  const log: string[] = [];
  const map = new Map<string, Uint8Array>();
  const store = {
    get: (key: string) => {
      if (key.includes("/c/")) log.push(`get ${key}`);
      return map.get(key);
    },
    set: (key: string, value: Uint8Array) => {
      if (key.includes("/c/")) log.push(`set ${key}`);
      map.set(key, value);
    },
    delete: (key: string) => map.delete(key),
  };
  await fromArray({ data, store, name: "a" });
  expect(log.sort()).toEqual(["0/0", "0/1", "1/0", "1/1"].map((key) => `set /a/c/${key}`));
});

test("a place that is taken is refused, unless overwrite", async () => {
  const store = new Map<string, Uint8Array>();
  await fromArray({ store, data: [1, 2] });
  await expect(fromArray({ store, data: [3] })).rejects.toMatchObject({ code: "CONTAINS_ARRAY" });
  expect((await fromArray({ store, data: [3], overwrite: true })).shape).toEqual([1]);
});
