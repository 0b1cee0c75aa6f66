import { afterEach, describe, expect, test, vi } from "vitest";
import {
  array,
  create,
  createArray,
  emptyLike,
  fromArray,
  group,
  open,
  openArray,
  openGroup,
  openLike,
  saveGroup,
  zeros,
} from "../src/index.ts";

const invalid = { code: "INVALID_ARGUMENT" };
afterEach(() => vi.restoreAllMocks());

describe("parameters of zarr-python", () => {
  test("zarrVersion is zarrFormat, and warns once", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    // Nobody has been warned yet, whichever test came first.
    vi.resetModules();
    const { group, openArray, zeros } = await import("../src/index.ts");
    expect((await zeros([1], { zarrVersion: 2 })).zarrFormat).toBe(2);
    expect((await group({ zarrVersion: 2 })).zarrFormat).toBe(2);
    await expect(openArray(new Map(), { zarrVersion: 2, zarrFormat: 3 })).rejects.toMatchObject(invalid);
    expect(warn.mock.calls.filter(([text]) => String(text).includes("zarrVersion"))).toHaveLength(1);
  });

  test("zarrVersion counts wherever an array or a group is made", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const like = await zeros([2]);
    const options = { zarrVersion: 2 } as const;
    expect((await createArray({ shape: [1], ...options })).zarrFormat).toBe(2);
    expect((await emptyLike(like, options)).zarrFormat).toBe(2);
    expect((await fromArray({ data: like, ...options })).zarrFormat).toBe(2);
    const store = new Map<string, Uint8Array>();
    await saveGroup(store, { a: [1] }, options);
    expect([...store.keys()].filter((key) => key.endsWith("zarr.json"))).toEqual([]);
  });

  test.each([0, 4, "3", null])("the format %j is refused", async (zarrFormat) => {
    const options = { zarrFormat } as never;
    for (const work of [() => open(new Map(), options), () => group(options), () => zeros([1], options)]) {
      await expect(work()).rejects.toMatchObject({ code: "INVALID_METADATA" });
    }
  });

  test("fromArray and openLike take them too", async () => {
    const [store, chunkStore] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()];
    await fromArray({ data: [1, 2], store, chunkStore });
    expect([[...store.keys()], [...chunkStore.keys()]]).toEqual([["zarr.json"], ["c/0"]]);
    expect((await openLike([1, 2], "", { store, readOnly: true })).readOnly).toBe(true);
    await expect(fromArray({ data: [1], storageOptions: { anon: true } })).rejects.toMatchObject(invalid);
  });

  test("readOnly is mode r", async () => {
    const store = new Map<string, Uint8Array>();
    expect((await create({ store, shape: [1], readOnly: true })).readOnly).toBe(true);
    expect((await openArray(store, { readOnly: true })).readOnly).toBe(true);
    expect((await open(store, { readOnly: true })).readOnly).toBe(true);
    await expect(openGroup(store, { readOnly: true, mode: "a" })).rejects.toMatchObject(invalid);
    await expect(array([1], { readOnly: true })).rejects.toMatchObject(invalid);
  });

  test("chunkStore holds the chunks", async () => {
    const [store, chunkStore] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()];
    await (await zeros([4], { store, chunkStore, path: "a" })).set(null, 1);
    expect([...store.keys()].sort()).toEqual(["a/zarr.json", "zarr.json"]);
    expect([...chunkStore.keys()]).toEqual(["a/c/0"]);
    expect((await (await openArray(store, { chunkStore, path: "a" })).get()).toList()).toEqual([1, 1, 1, 1]);
    expect((await (await openArray(store, { path: "a" })).get()).toList()).toEqual([0, 0, 0, 0]);
  });

  test("cacheMetadata false sees what others wrote", async () => {
    const store = new Map<string, Uint8Array>();
    const writer = await zeros([2], { store });
    const cached = await openArray(store);
    const fresh = await openArray(store, { cacheMetadata: false });
    await writer.resize([5]);
    expect((await cached.get()).shape).toEqual([2]);
    expect((await fresh.get()).shape).toEqual([5]);
  });

  test("a synchronizer gives turns to writers", async () => {
    const turns: string[] = [];
    const synchronizer = {
      async withLock<T>(key: string, work: () => T | Promise<T>): Promise<T> {
        turns.push(key);
        return work();
      },
    };
    const made = await zeros([4], { chunks: [2], synchronizer });
    await made.set([0], 1);
    expect(turns).toContain("c/0");
  });

  test("objectCodec is for version 2", async () => {
    const made = await create({ shape: [2], dtype: "string", objectCodec: { id: "vlen-utf8" }, zarrFormat: 2 });
    expect(made.metadata).toMatchObject({ dtype: "|O", filters: [{ id: "vlen-utf8" }] });
    await expect(create({ shape: [2], objectCodec: { id: "vlen-utf8" } })).rejects.toMatchObject(invalid);
  });

  test("what nothing would look at is refused", async () => {
    await expect(open(new Map(), { storageOptions: { anon: true } })).rejects.toMatchObject(invalid);
    await expect(openArray(new Map(), { metaArray: {} } as never)).rejects.toMatchObject({ code: "UNSUPPORTED" });
  });
});
