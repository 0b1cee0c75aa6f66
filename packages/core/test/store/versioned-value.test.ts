import { describe, expect, test } from "vitest";
import type { WritableStore } from "../../src/contract/index.ts";
import { readVersioned, removeVersioned } from "../../src/store/versioned-value.ts";
import { CountingStore, VersionedStore } from "../support/counting-store.ts";

const one = Uint8Array.of(1);
const two = Uint8Array.of(2);
const kinds = (store: CountingStore) => store.requests.map(({ kind }) => kind);

async function stored(store: CountingStore = new VersionedStore()) {
  await store.set("key", one);
  store.reset();
  return store as VersionedStore;
}

describe("a value is read with its version", () => {
  test("by one request where the store fills pins", async () => {
    const store = await stored();
    expect(await readVersioned(store, "key")).toEqual({ bytes: one, version: expect.any(String) });
    expect(kinds(store)).toEqual(["get"]);
    expect((await readVersioned(store, "key")).version).toBe(await store.version("key"));
  });

  test("which is null where there is none, and undefined where the store tells none", async () => {
    expect(await readVersioned(await stored(), "missing")).toEqual({ bytes: undefined, version: null });
    expect(await readVersioned(await stored(new CountingStore()), "key")).toEqual({ bytes: one, version: undefined });
    expect((await readVersioned(new CountingStore(), "key")).version).toBeUndefined();
  });

  test("that is never newer than the value where the store does not fill pins", async () => {
    const store = await stored();
    const { get, version: tell } = store;
    store.get = (key, options) => get.call(store, key, { ...options, pin: undefined });
    store.version = async (key) => {
      const version = await tell.call(store, key);
      // Somebody writes right after it was told.
      store.map.set(key, two);
      return version;
    };
    const { bytes, version } = await readVersioned(store, "key");
    expect(bytes).toEqual(two);
    expect(await store.set("key", one, { ifVersion: version })).toBe(false);
  });
});

describe("a value that was read is removed", () => {
  test("while it is still that", async () => {
    const store = await stored();
    const value = await readVersioned(store, "key");
    expect(await removeVersioned(store, "key", value)).toBe(true);
    expect(store.map.values.has("key")).toBe(false);
  });

  test("and another in its place stays", async () => {
    const store = await stored();
    const value = await readVersioned(store, "key");
    await store.set("key", two);
    expect(await removeVersioned(store, "key", value)).toBe(false);
    expect(store.map.get("key")).toEqual(two);
  });

  test("not at all where that would be a risk, or impossible", async () => {
    const store: WritableStore = await stored();
    const value = await readVersioned(store, "key");
    const careless: WritableStore = { ...store, get: store.get, set: store.set, delete: store.delete };
    expect(await removeVersioned(careless, "key", value)).toBeUndefined();
    const unable = new CountingStore();
    unable.delete = () => Promise.reject(Object.assign(new Error("no delete"), { code: "unsupported" }));
    expect(await removeVersioned(unable, "key", { bytes: one, version: undefined })).toBeUndefined();
  });

  test("whatever it is where the store tells no versions", async () => {
    const store = await stored(new CountingStore());
    expect(await removeVersioned(store, "key", { bytes: one, version: undefined })).toBe(true);
    expect(store.map.values.size).toBe(0);
  });
});
