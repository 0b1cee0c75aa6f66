import { describe, expect, test } from "vitest";
import {
  createArray,
  emptyLike,
  fullLike,
  onesLike,
  openArray,
  openLike,
  type ZarrArray,
  zerosLike,
} from "../src/index.ts";

function source(zarrFormat: 2 | 3): Promise<ZarrArray> {
  return createArray({
    shape: [4, 6],
    dtype: "int16",
    chunks: [2, 3],
    fillValue: 7,
    compressors: zarrFormat === 2 ? { id: "zlib", level: 3 } : { name: "gzip", configuration: { level: 3 } },
    attributes: { a: 1 },
    zarrFormat,
    ...(zarrFormat === 2 ? { order: "F" as const } : { dimensionNames: ["y", "x"], shards: [4, 6] }),
  });
}

describe.each([2, 3] as const)("like an array of version %d", (zarrFormat) => {
  test("shape, chunks, data type and codecs are taken; attributes and names are not", async () => {
    const like = await source(zarrFormat);
    for (const made of [await emptyLike(like), await zerosLike(like), await onesLike(like), await fullLike(like, 5)]) {
      expect([made.zarrFormat, made.shape, made.chunks, made.shards, made.dtype]).toEqual([
        zarrFormat,
        [4, 6],
        [2, 3],
        like.shards,
        "int16",
      ]);
      expect([made.codecs, made.order]).toEqual([like.codecs, like.order]);
      expect([made.attrs, made.dimensionNames]).toEqual([{}, null]);
    }
  });

  test("what they read as", async () => {
    const like = await source(zarrFormat);
    const first = async (made: ZarrArray): Promise<unknown> => made.item([0, 0]);
    expect(await first(await emptyLike(like))).toBe(7);
    expect(await first(await zerosLike(like))).toBe(0);
    expect(await first(await onesLike(like))).toBe(1);
    expect(await first(await fullLike(like, 5))).toBe(5);
    expect(await first(await fullLike(like))).toBe(7);
  });

  test("options win, and another format keeps shape, chunks and type", async () => {
    const like = await source(zarrFormat);
    const other = zarrFormat === 2 ? 3 : 2;
    const made = await zerosLike(like, { zarrFormat: other, path: "b", attributes: { b: 1 } });
    expect([made.zarrFormat, made.path, made.attrs, made.chunks, made.dtype]).toEqual([
      other,
      "b",
      { b: 1 },
      [2, 3],
      "int16",
    ]);
    const wider = await onesLike(like, { dtype: "float32", chunks: [4, 6] });
    expect([wider.dtype, wider.chunks]).toEqual(["float32", [4, 6]]);
  });

  test("openLike creates where nothing is, and opens what is there", async () => {
    const like = await source(zarrFormat);
    const store = new Map<string, Uint8Array>();
    const made = await openLike(like, "g/a", { store });
    expect([made.path, made.shape, made.zarrFormat]).toEqual(["g/a", [4, 6], zarrFormat]);
    await made.set([0, 0], 3);
    expect(await (await openLike(like, "g/a", { store })).item([0, 0])).toBe(3);
    await expect(openLike(like, "g/b", { store, mode: "r" })).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
    expect((await openArray(store, { path: "g/a" })).chunks).toEqual([2, 3]);
  });
});

test("like data that is not stored: its shape and type", async () => {
  const made = await zerosLike({ data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] });
  expect([made.shape, made.dtype]).toEqual([[2, 2], "float32"]);
  expect((await fullLike([1, 2, 3], 9)).fillValue).toBe(9);
});
