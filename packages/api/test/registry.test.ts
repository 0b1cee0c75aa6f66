import { describe, expect, test } from "vitest";
import { createArray, createRegistry, defaultRegistry, open, openArray, zeros } from "../src/index.ts";

describe("registries", () => {
  test("the default one knows everyday codecs in both formats", async () => {
    const v3 = ["gzip", "zstd", "blosc", "crc32c"];
    for (const compressors of v3) {
      const array = await createArray({ shape: [8], dtype: "int16", compressors });
      await array.set(null, Int16Array.of(1, 2, 3, 4, 5, 6, 7, 8));
      expect((await array.get()).toList()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
    for (const id of ["zlib", "gzip", "zstd", "blosc", "lz4"]) {
      const array = await createArray({ shape: [8], dtype: "int16", compressors: { id }, zarrFormat: 2 });
      await array.set(null, Int16Array.of(1, 2, 3, 4, 5, 6, 7, 8));
      expect((await array.get()).toList()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });

  test("one that was passed is all there is", async () => {
    const store = new Map<string, Uint8Array>();
    await zeros([2], { store, path: "a" });
    const registry = createRegistry();
    const failure = { code: expect.stringMatching(/^(UNKNOWN_EXTENSION|UNKNOWN_CODEC|INVALID_DATA_TYPE)$/) };
    await expect(openArray(store, { path: "a", registry })).rejects.toMatchObject(failure);
    await expect(open(store, { path: "a", registry })).rejects.toMatchObject(failure);
    await expect(createArray({ shape: [2], dtype: "int8", registry })).rejects.toMatchObject(failure);
    expect((await openArray(store, { path: "a", registry: defaultRegistry })).dtype).toBe("float64");
  });

  test("an unknown codec says its name", async () => {
    await expect(createArray({ shape: [2], compressors: "zstandard" })).rejects.toThrow(/zstandard/);
  });
});
