import { describe, expect, test } from "vitest";
import type { Store, WritableStore } from "../../../src/contract/index.ts";
import { slice } from "../../../src/selection/slice.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { MapStore } from "../../support/map-store.ts";
import { blocksOf, counting, openSmall, smallArray } from "../../support/small-array.ts";

const documents = { 2: "a/.zarray", 3: "a/zarr.json" } as const;

function chunkKeys(values: Map<string, Uint8Array>): string[] {
  return [...values.keys()].filter((key) => /^a\/(c\/)?\d/.test(key)).sort();
}

function documentOf(values: Map<string, Uint8Array>, zarrFormat: 2 | 3) {
  return JSON.parse(new TextDecoder().decode(values.get(documents[zarrFormat])));
}

describe.each([2, 3] as const)("version %i", (zarrFormat) => {
  async function filled(store: Store, shape = [5, 6], chunks = [2, 3]) {
    const array = await smallArray(store, { shape, chunks, zarrFormat, fillValue: -1 });
    await array.set(null, { data: counting(shape.reduce((all, length) => all * length, 1)), shape });
    return array;
  }

  test("shrinking deletes the chunks wholly outside and keeps those at the edge", async () => {
    const { values } = new MapStore();
    const array = await filled(new MapStore({ values }));
    expect(await array.resize([3, 3])).toBe(array);
    expect(array.shape).toEqual([3, 3]);
    expect(documentOf(values, zarrFormat).shape).toEqual([3, 3]);
    expect(chunkKeys(values)).toEqual(zarrFormat === 3 ? ["a/c/0/0", "a/c/1/0"] : ["a/0.0", "a/1.0"]);
    expect((await array.get()).toList()).toEqual([
      [0, 1, 2],
      [6, 7, 8],
      [12, 13, 14],
    ]);
    await array.resize([5, 4]);
    // What the chunk at the edge held comes back, the rest is the fill value.
    expect((await array.get()).toList()).toEqual([
      [0, 1, 2, -1],
      [6, 7, 8, -1],
      [12, 13, 14, -1],
      [18, 19, 20, -1],
      [-1, -1, -1, -1],
    ]);
  });

  test("growing changes the document and nothing else", async () => {
    const store = new CountingStore();
    const array = await filled(store);
    store.reset();
    await array.resize([1000, 1e9]);
    expect(store.requests.map(({ kind, key }) => [kind, key])).toEqual([
      ["get", documents[zarrFormat]],
      ["set", documents[zarrFormat]],
    ]);
    expect(await array.item([4, 5])).toBe(29);
    expect(await array.item([999, 1e9 - 1])).toBe(-1);
  });

  test("members that this library does not know stay, and so does the wording", async () => {
    const { values } = new MapStore();
    const array = await filled(new MapStore({ values }));
    const known = documentOf(values, zarrFormat);
    const extra = zarrFormat === 3 ? { note: { must_understand: false, x: 1 } } : { note: 1 };
    const written = { ...extra, ...known };
    values.set(documents[zarrFormat], new TextEncoder().encode(JSON.stringify(written)));
    await array.resize([6, 6]);
    expect(documentOf(values, zarrFormat)).toEqual({ ...written, shape: [6, 6] });
  });

  test("another handle keeps the shape it knows, and a reopened one sees the new shape", async () => {
    const store = new MapStore();
    const array = await filled(store);
    const other = await openSmall(store);
    await array.resize([2, 2]);
    expect(other.shape).toEqual([5, 6]);
    expect((await openSmall(store)).shape).toEqual([2, 2]);
  });

  test("a handle that knows an old shape shrinks what is stored now", async () => {
    const { values } = new MapStore();
    const store = new MapStore({ values });
    const array = await filled(store, [4], [2]);
    const other = await openSmall(store);
    await other.resize([8]);
    await other.set([slice(4, 8)], 7);
    await array.resize([4]);
    expect(chunkKeys(values)).toHaveLength(2);
    await array.resize([8]);
    expect((await array.get()).toList()).toEqual([0, 1, 2, 3, -1, -1, -1, -1]);
  });

  test("bad shapes change nothing", async () => {
    const { values } = new MapStore();
    const array = await filled(new MapStore({ values }));
    const before = new Map(values);
    for (const shape of [[3], [3, 3, 3], [-1, 3], [1.5, 3], [2 ** 53, 1], "3" as never]) {
      expect((await caught(array.resize(shape))).code).toBe("INVALID_ARGUMENT");
    }
    expect(values).toEqual(before);
    expect(array.shape).toEqual([5, 6]);
  });
});

test("without deleteOutsideChunks everything stays and comes back", async () => {
  const { values } = new MapStore();
  const array = await smallArray(new MapStore({ values }), { shape: [6], chunks: [2] });
  await array.set(null, counting(6));
  await array.resize([1], { deleteOutsideChunks: false });
  expect(chunkKeys(values)).toHaveLength(3);
  await array.resize(6);
  expect((await array.get()).toList()).toEqual([0, 1, 2, 3, 4, 5]);
});

test("many chunks are found by listing, and other keys stay", async () => {
  const store = new CountingStore();
  const array = await smallArray(store, { shape: [10_000], chunks: [1] });
  await array.set([slice(0, 10_000, 500)], 1);
  store.map.values.set("a/c/999999", new Uint8Array(1));
  store.map.values.set("a/c/x", new Uint8Array(1));
  store.map.values.set("ab/c/9999", new Uint8Array(1));
  store.reset();
  await array.resize([600]);
  expect(store.of("delete").length).toBe(19);
  expect([...store.map.values.keys()].sort()).toEqual([
    "a/c/0",
    "a/c/500",
    "a/c/x",
    "a/zarr.json",
    "ab/c/9999",
    "zarr.json",
  ]);
});

test("a store that cannot list has its chunks deleted by their keys", async () => {
  const values = new Map<string, Uint8Array>();
  const array = await smallArray(unlisted(new MapStore({ values })), { shape: [5, 5, 5], chunks: [1, 2, 1] });
  await array.set(null, 1);
  await array.resize([2, 3, 4]);
  expect(chunkKeys(values).length).toBe(2 * 2 * 4);
  expect((await array.get()).toList()).toEqual([0, 1].map(() => [0, 1, 2].map(() => [1, 1, 1, 1])));
});

test("a shard that is partly outside stays", async () => {
  const { values } = new MapStore();
  const array = await smallArray(new MapStore({ values }), { shape: [16], chunks: [8], codecs: blocksOf([2]) });
  await array.set(null, counting(16));
  await array.resize([9]);
  expect(chunkKeys(values)).toEqual(["a/c/0", "a/c/1"]);
  await array.resize([8]);
  expect(chunkKeys(values)).toEqual(["a/c/0"]);
});

describe("a grid of chunks of different lengths", () => {
  test("gets a chunk more for what it grows", async () => {
    const { values } = new MapStore();
    const array = await smallArray(new MapStore({ values }), { shape: [5], chunks: [[2, 3]] });
    await array.set(null, counting(5));
    await array.resize([9]);
    expect(documentOf(values, 3).chunk_grid.configuration.chunk_shapes).toEqual([[2, 3, 4]]);
    await array.set([slice(5, 9)], [5, 6, 7, 8]);
    expect((await (await openSmall(new MapStore({ values }))).get()).toList()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    await array.resize([2]);
    expect(chunkKeys(values)).toEqual(["a/c/0"]);
  });

  test("refuses to grow by what its codecs cannot work on", async () => {
    const { values } = new MapStore();
    const options = { shape: [6], chunks: [[2, 4]], codecs: blocksOf([2]) };
    const array = await smallArray(new MapStore({ values }), options);
    const before = new Map(values);
    const error = await caught(array.resize([9]));
    expect(error).toMatchObject({ code: "INVALID_ARGUMENT", message: expect.stringContaining("3 elements") });
    expect(values).toEqual(before);
    await array.resize([10]);
    expect(array.shape).toEqual([10]);
  });
});

test("a failure while deleting leaves the shape as it was", async () => {
  const store = new CountingStore();
  const array = await smallArray(store, { shape: [6], chunks: [2] });
  await array.set(null, 1);
  store.before = (kind) => {
    if (kind === "delete") throw new Error("no");
  };
  expect((await caught(array.resize([1]))).code).toBe("STORE");
  expect(array.shape).toEqual([6]);
  expect((await openSmall(store)).shape).toEqual([6]);
});

test("read-only stores and deleted arrays are refused", async () => {
  const store = new MapStore();
  const array = await smallArray(store, { shape: [6], chunks: [2] });
  const readOnly = await openSmall(withReadOnly(store as Store));
  await expect((async () => readOnly.resize([1]))()).rejects.toMatchObject({ code: "READ_ONLY" });
  store.values.clear();
  expect((await caught(array.resize([1]))).code).toBe("NODE_NOT_FOUND");
});

/** The store without its listing. */
function unlisted(store: MapStore): Store {
  const plain: WritableStore = {
    contract: store.contract,
    description: store.description,
    get: (key, options) => store.get(key, options),
    set: (key, value, options) => store.set(key, value, options),
    delete: (key) => store.delete(key),
  };
  return plain;
}
