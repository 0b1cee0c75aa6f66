import { describe, expect, test, vi } from "vitest";
import { CodecError, ConflictError } from "../../../src/error/data-error.ts";
import { ZarrArray } from "../../../src/node/array/array.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore, VersionedStore } from "../../support/counting-store.ts";
import { blocksOf, counting, openSmall, smallArray } from "../../support/small-array.ts";
import { smallEnvironment } from "../../support/small-environment.ts";
import { viewBelow } from "../../support/view-below.ts";

/** 8 elements as one chunk of 4 inner chunks of 16 bytes; the index takes the last 32. */
async function sharded<S extends CountingStore>(store: S) {
  const array = await smallArray(store, { shape: [8], chunks: [8], codecs: blocksOf([2]) });
  await array.set(null, counting(8));
  store.reset();
  return { store, array };
}

const suffixes = (store: CountingStore) =>
  store.of("get").filter(({ ranges }) => ranges !== undefined && "suffix" in (ranges[0] ?? {})).length;

describe("an index that was read before", () => {
  test("is not read again: one inner chunk takes one request", async () => {
    const { store, array } = await sharded(new CountingStore());
    await array.get([0]);
    store.reset();
    expect((await array.get([5])).item()).toBe(5);
    expect(store.requests).toHaveLength(1);
    expect(store.requests[0]).toMatchObject({ kind: "get", ranges: [{ offset: 32, length: 16 }], bytes: 16 });
  });

  test("serves other handles and other stores over the same values", async () => {
    const { store, array } = await sharded(new CountingStore({ identity: "same" }));
    await array.get([0]);
    const other = new CountingStore({ identity: "same", values: store.map.values });
    const handle = await openSmall(other);
    other.reset();
    await handle.get([5]);
    expect(suffixes(other)).toBe(0);
  });

  test("is read again after a write to its chunk", async () => {
    const { store, array } = await sharded(new CountingStore());
    await array.get([0]);
    await array.set([0], 7);
    store.reset();
    expect((await array.get([5])).item()).toBe(5);
    expect(suffixes(store)).toBe(1);
    expect((await array.get([0])).item()).toBe(7);
    expect(suffixes(store)).toBe(1);
  });

  test("is read again after a write through a view of a part of the store", async () => {
    const { store, array } = await sharded(new CountingStore());
    await array.get([0]);
    const part = await ZarrArray.open({ store: viewBelow(store, "a/"), path: "" }, smallEnvironment());
    await part.set([slice(0, 4)], 0);
    for (const reader of [array, part]) expect((await reader.get([5])).item()).toBe(5);
    await array.set([slice(0, 4)], 7);
    expect((await part.get([5])).item()).toBe(5);
    expect((await part.get([0])).item()).toBe(7);
  });

  test("is forgotten when its chunk empties and fills again", async () => {
    const { array } = await sharded(new CountingStore());
    await array.get([0]);
    await array.set(null, 0);
    expect((await array.get([5])).item()).toBe(0);
    await array.set([5], 1);
    expect((await array.get([5])).item()).toBe(1);
    expect((await array.get([0])).item()).toBe(0);
  });

  test("is forgotten when the array is replaced", async () => {
    const { store, array } = await sharded(new CountingStore());
    await array.get([0]);
    const options = { shape: [8], chunks: [8], codecs: blocksOf([2]), overwrite: true };
    const replaced = await smallArray(store, options);
    expect((await replaced.get([5])).item()).toBe(0);
  });

  test("is not that of an array with other inner chunks under the same key", async () => {
    const store = new CountingStore();
    const { array } = await sharded(store);
    await array.get([0]);
    const written = store.map.values.get("a/zarr.json") ?? expect.unreachable();
    const text = new TextDecoder().decode(written).replace(/"chunk_shape": \[\s*2\s*\]/, '"chunk_shape": [4]');
    store.map.values.set("a/zarr.json", new TextEncoder().encode(text));
    const changed = await openSmall(store);
    store.reset();
    await caught(changed.get([0]));
    expect(suffixes(store)).toBe(1);
  });
});

describe("where the store tells versions", () => {
  /** A chunk that lacks its first inner chunk, and another one that has all, with other values. */
  const replacements = async () => {
    const elsewhere = new VersionedStore();
    const other = await smallArray(elsewhere, { shape: [8], chunks: [8], codecs: blocksOf([2]) });
    await other.set([slice(2, 8)], counting(6));
    const lacking = elsewhere.map.get("a/c/0") as Uint8Array;
    await other.set(null, 9);
    return { lacking: lacking.slice(), full: elsewhere.map.get("a/c/0") as Uint8Array };
  };

  test("the index is read again only when reading with its version shows another one", async () => {
    const { store, array } = await sharded(new VersionedStore());
    await array.get([0]);
    store.reset();
    await array.get([5]);
    expect(store.requests.map(({ kind }) => kind)).toEqual(["get"]);
    await store.set("a/c/0", (await replacements()).lacking);
    store.reset();
    expect((await array.get([5])).item()).toBe(3);
    expect(suffixes(store)).toBe(1);
  });

  test("an index that says that nothing is stored is checked, as no reading would", async () => {
    const { store, array } = await sharded(new VersionedStore());
    const { lacking, full } = await replacements();
    await store.set("a/c/0", lacking);
    expect((await array.get([0])).item()).toBe(0);
    store.reset();
    expect((await array.get([1])).item()).toBe(0);
    expect(store.requests.map(({ kind }) => kind)).toEqual(["version"]);
    await store.set("a/c/0", full);
    expect((await array.get([0])).item()).toBe(9);
  });

  test("index and inner chunks are of one version, or it is read again", async () => {
    const { store, array } = await sharded(new VersionedStore());
    const { full } = await replacements();
    let requests = 0;
    store.before = async (kind) => {
      if (kind !== "get" || ++requests !== 2) return;
      await store.set("a/c/0", full);
    };
    expect((await array.get([slice(3, 6)])).toList()).toEqual([9, 9, 9]);
  });

  test("a value that changes all the time is a conflict", async () => {
    const { store, array } = await sharded(new VersionedStore());
    const { full } = await replacements();
    store.before = async (kind) => {
      if (kind === "get") await store.set("a/c/0", full);
    };
    // Waits of no length.
    const random = vi.spyOn(Math, "random").mockReturnValue(0);
    const error = await caught(array.get([slice(3, 6)]));
    random.mockRestore();
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ code: "CONFLICT", attempts: 50, path: "a", key: "a/c/0", chunk: [0] });
  });
});

describe("readers who come together", () => {
  test("share the reading of an index", async () => {
    const { store, array } = await sharded(new CountingStore());
    const reads = await Promise.all([0, 2, 4, 1].map((at) => array.get([at])));
    expect(reads.map((read) => read.item())).toEqual([0, 2, 4, 1]);
    expect(suffixes(store)).toBe(1);
    expect(store.requests).toHaveLength(1 + 3);
  });

  test("do not lose it when one of them leaves", async () => {
    const { array } = await sharded(new CountingStore());
    const controller = new AbortController();
    const leaving = array.get([0], { signal: controller.signal });
    const staying = array.get([5]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    controller.abort();
    expect((await caught(leaving)).name).toBe("AbortError");
    expect((await staying).item()).toBe(5);
  });
});

describe("an index that is damaged", () => {
  const damage = async (change: (index: DataView) => void) => {
    const { store, array } = await sharded(new CountingStore());
    const value = store.map.values.get("a/c/0") as Uint8Array;
    change(new DataView(value.buffer, value.byteOffset + value.length - 32, 32));
    return { store, array };
  };

  test.each<[string, (index: DataView) => void]>([
    ["points behind the end", (index) => index.setUint32(8, 10_000, true)],
    ["claims more bytes than there are", (index) => index.setUint32(12, 10_000, true)],
    ["is half empty", (index) => index.setUint32(12, 0xffffffff, true)],
    ["gives an inner chunk the wrong length", (index) => index.setUint32(12, 15, true)],
    ["gives an inner chunk no length", (index) => index.setUint32(12, 0, true)],
  ])("because one entry %s leaves the others readable", async (_, change) => {
    const { array } = await damage(change);
    for (const selection of [[2], [slice(0, 6)], undefined]) {
      const error = await caught(array.get(selection));
      expect(error).toBeInstanceOf(CodecError);
      expect(error).toMatchObject({ path: "a", key: "a/c/0", chunk: [0] });
    }
    expect((await array.get([slice(0, 2)])).toList()).toEqual([0, 1]);
    expect((await array.get([slice(4, 8)])).toList()).toEqual([4, 5, 6, 7]);
  });

  test("is refused for writing, so that nothing is thrown away", async () => {
    const { store, array } = await damage((index) => index.setUint32(8, 10_000, true));
    const before = store.map.get("a/c/0");
    const error = await caught(array.set([0], 1));
    expect(error).toBeInstanceOf(CodecError);
    expect(error).toMatchObject({ key: "a/c/0", chunk: [0] });
    expect(store.map.get("a/c/0")).toEqual(before);
  });

  test("because the value is cut off says so, whichever way it is reached", async () => {
    const { store, array } = await sharded(new CountingStore());
    store.map.values.set("a/c/0", new Uint8Array(10));
    for (const work of [() => array.get([0]), () => array.get(), () => array.set([0], 1)]) {
      const error = await caught(work);
      expect(error).toBeInstanceOf(CodecError);
      expect(error).toMatchObject({ path: "a", key: "a/c/0", chunk: [0] });
      expect(error.message).toMatch(/32 bytes, found 10/);
    }
  });

  test("cannot ask for more than a chunk may hold", async () => {
    const { store } = await damage((index) => index.setUint32(12, 2 ** 30, true));
    const array = await openSmall(store, { limits: { chunkBytes: 2 ** 20 } });
    store.reset();
    expect(await caught(array.get([2]))).toBeInstanceOf(CodecError);
    expect(store.requests).toHaveLength(1);
  });
});
