import { describe, expect, test } from "vitest";
import { ChunkNotFoundError, CodecError, LimitExceededError, StoreError } from "../../../src/error/data-error.ts";
import { slice } from "../../../src/selection/slice.ts";
import { answeringStore } from "../../support/answering-store.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { MapStore } from "../../support/map-store.ts";
import { openSmall, smallArray } from "../../support/small-array.ts";

describe("limits", () => {
  test("refuse a result before anything is allocated or fetched", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [2 ** 45], chunks: [2 ** 20] });
    store.reset();
    const error = await caught(array.get());
    expect(error).toBeInstanceOf(LimitExceededError);
    expect(error.message).toMatch(/config.limits.readBytes/);
    expect(error).toMatchObject({ path: "a", store: store.description });
    expect(store.requests).toEqual([]);
    expect((await array.get([slice(2 ** 44, 2 ** 44 + 2)])).shape).toEqual([2]);
  });

  test("count bytes, and may be raised", async () => {
    const store = new MapStore();
    await smallArray(store, { shape: [10], chunks: [10] });
    const read = async (readBytes: number) => (await openSmall(store, { limits: { readBytes } })).get();
    expect(await caught(read(79))).toBeInstanceOf(LimitExceededError);
    expect((await read(80)).size).toBe(10);
  });

  test("refuse a chunk that metadata makes larger than memory", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4], chunks: [2 ** 48] });
    for (const work of [
      () => array.set([0], 1),
      () => array.set(null, 1),
      () => array.getChunk([0], { trim: false }),
    ]) {
      expect(await caught(work)).toBeInstanceOf(LimitExceededError);
    }
    expect([...(await array.get()).data]).toEqual([0, 0, 0, 0]);
  });
});

describe("what goes wrong", () => {
  test("a damaged chunk says which it is", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4, 4], chunks: [2, 2], compressors: "checksum" });
    await array.set(null, 1);
    store.set("a/c/1/0", new Uint8Array(33).fill(3));
    for (const work of [
      () => array.get(),
      () => array.getChunk([1, 0]),
      () => array.get([2, 0]),
      () => array.set([2, 0], 5),
    ]) {
      const error = await caught(work);
      expect(error).toBeInstanceOf(CodecError);
      expect(error).toMatchObject({ store: "map://test", path: "a", key: "a/c/1/0", chunk: [1, 0] });
      expect(error.message).toMatch(/checksum.*chunk \[1, 0\].*a\/c\/1\/0/);
    }
    expect((await array.getChunk([0, 0])).item(0, 0)).toBe(1);
  });

  test.each([0, 31, 33])("a chunk of %i bytes where 32 are due is an error", async (size) => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    store.set("a/c/0", new Uint8Array(size));
    for (const selection of [undefined, [slice(0, 2)]]) {
      const error = await caught(array.get(selection));
      expect(error).toBeInstanceOf(CodecError);
      expect(error.key).toBe("a/c/0");
    }
  });

  test("a store that fails is an error, never a fill value", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [4], chunks: [2] });
    store.before = () => {
      throw new TypeError("connection lost");
    };
    const error = await caught(array.get());
    expect(error).toBeInstanceOf(StoreError);
    expect(error.message).toMatch(/connection lost/);
    expect(error).toMatchObject({ store: store.description });
    expect(error.key).toMatch(/^a\/c\/[01]$/);
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  test("a store that answers something else is an error, never zeros", async () => {
    for (const value of [new ArrayBuffer(32), "text", null, new Float64Array(4)]) {
      const array = await openSmall(await answeringStore({ shape: [4], chunks: [4] }, value));
      expect(await caught(array.get())).toBeInstanceOf(StoreError);
    }
  });

  test("a missing chunk is one when missing chunks are not to be read", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4], chunks: [2] });
    await array.set([slice(0, 2)], 1);
    const strict = await openSmall(store, { readMissingChunks: false });
    expect([...(await strict.get([slice(0, 2)])).data]).toEqual([1, 1]);
    for (const selection of [undefined, [slice(2, 4)], [3]]) {
      const error = await caught(strict.get(selection));
      expect(error).toBeInstanceOf(ChunkNotFoundError);
      expect(error).toMatchObject({ store: "map://test", path: "a", key: "a/c/1", chunk: [1] });
    }
  });
});
