import type { Store } from "@zarrkit/core/contract";
import { describe, expect, test } from "vitest";
import { cached } from "../src/index.ts";
import { failureOf, part, rangesStore, scene, stoppedClock, value } from "./support/cache-scene.ts";

describe("what was read", () => {
  test("is not fetched again, nor any range of it", () => {
    const { store, fetched } = scene();
    expect(store.get("k")).toEqual(value);
    for (const range of [
      undefined,
      { offset: 10, length: 5 },
      { offset: 95 },
      { suffix: 7 },
      { offset: 90, length: 99 },
    ]) {
      store.get("k", { range });
    }
    expect(store.get("k", { range: { offset: 10, length: 5 } })).toEqual(part(10, 15));
    expect(store.get("k", { range: { suffix: 7 } })).toEqual(part(93));
    expect(store.get("k", { range: { offset: 90, length: 99 } })).toEqual(part(90));
    expect(store.get("k", { range: { offset: 200, length: 1 } })).toEqual(part(100));
    expect(store.size?.("k")).toBe(100);
    expect(fetched()).toEqual([["get", "k"]]);
    expect(store.stats()).toMatchObject({ hits: 9, misses: 1, pieces: 1 });
  });

  test("may be a range, which serves what lies in it", () => {
    const { store, fetched } = scene();
    store.get("k", { range: { offset: 20, length: 30 } });
    expect(store.get("k", { range: { offset: 25, length: 10 } })).toEqual(part(25, 35));
    store.get("k", { range: { suffix: 16 } });
    expect(store.get("k", { range: { suffix: 4 } })).toEqual(part(96));
    expect(fetched()).toHaveLength(2);
    store.get("k", { range: { offset: 15, length: 10 } });
    store.get("k", { range: { suffix: 17 } });
    store.get("k", { range: { offset: 49 } });
    store.get("k");
    expect(fetched()).toHaveLength(4);
    // All of it is known now.
    store.get("k", { range: { offset: 0, length: 99 } });
    expect(fetched()).toEqual([]);
    expect(store.stats().pieces).toBe(1);
  });

  test("through either spelling of the key, and zarrita's spelling of ranges", async () => {
    const { store, fetched } = scene();
    const bytes = (await store.getRange?.("/k", { suffixLength: 9 })) as Uint8Array;
    expect(bytes).toEqual(part(91));
    for (let time = 0; time < 2; time++) {
      const own = (await store.getRange?.("k", { suffixLength: 9 })) as Uint8Array;
      expect(own).toEqual(part(91));
      own.fill(0);
    }
    expect(store.get("/k", { range: { suffix: 3 } })).toEqual(part(97));
    expect(fetched()).toHaveLength(1);
  });

  test("is let go when there is no room, what was used longest ago first", () => {
    const { inner, store, fetched } = scene({ maxBytes: 3 * (100 + 256) });
    for (const key of ["a", "b", "c", "d"]) inner.set(key, value);
    for (const key of ["a", "b", "c", "a", "d"]) store.get(key);
    fetched();
    for (const key of ["a", "c", "d", "b"]) store.get(key);
    expect(fetched()).toEqual([["get", "b"]]);
    expect(store.stats()).toMatchObject({ evictions: 2, pieces: 3, bytes: 3 * 356, maxBytes: 3 * 356 });
  });

  test("is not kept when it is larger than the cache, and throws out nothing", () => {
    const { inner, store, fetched } = scene({ maxBytes: 1000 });
    inner.set("large", new Uint8Array(1000));
    store.get("k");
    for (let time = 0; time < 2; time++) expect(store.get("large")?.valueOf()).toHaveLength(1000);
    store.get("k");
    expect(fetched().map(([, key]) => key)).toEqual(["k", "large", "large"]);
  });

  test("is the cache's own: neither the store's memory nor part of something larger", () => {
    const { inner, store } = scene();
    store.get("k");
    inner.get("k")?.fill(0);
    expect(store.get("k")).toEqual(value);
    const large = new Uint8Array(2 ** 20);
    const lending: Store = { contract: "zarrkit.store.v1", description: "lends", get: () => large.subarray(0, 10) };
    const small = cached(lending);
    small.get("k");
    expect((small.get("k") as Uint8Array).buffer.byteLength).toBe(10);
  });

  test("is not kept in memory that a caller has lent", async () => {
    const scratch = new Uint8Array(100);
    const filling: Store = {
      contract: "zarrkit.store.v1",
      description: "fills lent memory",
      async get(_, options) {
        const bytes = options?.allocate?.(100) ?? new Uint8Array(100);
        bytes.set(value);
        return bytes;
      },
    };
    const store = cached(filling);
    expect(await store.get("k", { allocate: () => scratch })).toEqual(value);
    scratch.fill(0);
    expect(await store.get("k")).toEqual(value);
  });

  test("can be forgotten", async () => {
    const { store, fetched } = scene();
    store.get("k");
    await store.clear();
    expect(store.stats()).toMatchObject({ pieces: 0, bytes: 0 });
    store.get("k");
    expect(fetched()).toHaveLength(2);
  });

  test("from a store that does not honour ranges is handed on, and not kept", () => {
    const deaf: Store = { contract: "zarrkit.store.v1", description: "deaf", get: () => value };
    const store = cached(deaf);
    for (let time = 0; time < 2; time++) expect(store.get("k", { range: { offset: 0, length: 5 } })).toBe(value);
    expect(store.stats().pieces).toBe(0);
  });
});

describe("several ranges in one call", () => {
  const ranges = [{ offset: 0, length: 10 }, { offset: 50, length: 10 }, { suffix: 5 }];

  test("are kept one by one, and only the others are fetched", async () => {
    const { store, fetched } = scene({}, rangesStore);
    await store.get("k", { range: { offset: 45, length: 20 } });
    const getRanges = (store as Store).getRanges as NonNullable<Store["getRanges"]>;
    fetched();
    expect(await getRanges("k", ranges)).toEqual([part(0, 10), part(50, 60), part(95)]);
    expect(fetched()).toEqual([["getRanges", "k", ranges[0], ranges[2]]]);
    expect(await getRanges("k", ranges.toReversed())).toEqual([part(95), part(50, 60), part(0, 10)]);
    expect(await getRanges("missing", ranges)).toBeUndefined();
    expect(await getRanges("missing", ranges)).toBeUndefined();
    expect(fetched()).toHaveLength(1);
  });

  test("are never of two versions", async () => {
    const { inner, store } = scene({}, rangesStore);
    await store.get("k", { range: { offset: 0, length: 10 } });
    inner.set("k", new Uint8Array(100).fill(7));
    const parts = await (store as Store).getRanges?.("k", ranges);
    expect(parts?.map((bytes) => [...new Set(bytes)])).toEqual([[7], [7], [7]]);
  });
});

describe("a missing value", () => {
  test("is remembered for a time", async () => {
    const clock = stoppedClock();
    const { inner, store, fetched } = scene({ maxMissingAge: 1000 });
    for (const range of [undefined, { offset: 0, length: 1 }, { suffix: 1 }])
      expect(store.get("m", { range })).toBeUndefined();
    expect(fetched()).toEqual([["get", "m"]]);
    inner.set("m", value);
    await clock.advance(900);
    expect(store.get("m")).toBeUndefined();
    await clock.advance(200);
    expect(store.get("m")).toEqual(value);
  });

  test("is asked for again each time where that is 0", () => {
    const { inner, store } = scene({ maxMissingAge: 0 });
    expect(store.get("m")).toBeUndefined();
    inner.set("m", value);
    expect(store.get("m")).toEqual(value);
  });

  test("is there once it is written through the cache", () => {
    const { store } = scene();
    expect(store.get("m")).toBeUndefined();
    store.set("m", value);
    expect(store.get("m")).toEqual(value);
  });

  test("takes some room, so that many do not fill the memory", () => {
    const { store } = scene({ maxBytes: 2560 });
    for (let key = 0; key < 100; key++) store.get(`m${key}`);
    expect(store.stats()).toMatchObject({ pieces: 10, evictions: 90 });
  });
});

describe("reads that are tied together", () => {
  test("are served from what is kept of their version", async () => {
    const { inner, store, fetched } = scene();
    store.get("k", { range: { suffix: 10 } });
    const pin = { version: undefined };
    expect(store.get("k", { pin, range: { suffix: 5 } })).toEqual(part(95));
    expect(pin.version).toBe(inner.version("k"));
    expect(store.get("k", { pin, range: { offset: 0, length: 4 } })).toEqual(part(0, 4));
    expect(fetched()).toHaveLength(2);
  });

  test("are of one version also over a store that tells versions to pins alone", async () => {
    const { inner } = scene();
    const { contract, get } = inner;
    const store = cached({ contract, description: "pins", get });
    const read = async (): Promise<unknown[]> => {
      const pin = { version: undefined };
      const end = await store.get("k", { pin, range: { suffix: 10 } });
      return [end, await store.get("k", { pin, range: { offset: 0, length: 3 } })];
    };
    await store.get("k", { range: { suffix: 10 } });
    inner.set("k", part(10, 40));
    expect(await failureOf(read())).toMatchObject({ code: "changed" });
    expect(await read()).toEqual([part(30, 40), part(10, 13)]);
  });

  test("fail when the value has changed, and begin anew with what is there now", async () => {
    const { inner, store } = scene();
    store.get("k", { range: { suffix: 10 } });
    const read = async (): Promise<unknown[]> => {
      const pin = { version: undefined };
      const end = await store.get("k", { pin, range: { suffix: 10 } });
      return [end, await store.get("k", { pin, range: { offset: 0, length: 3 } })];
    };
    inner.set("k", part(10, 40));
    expect(await failureOf(read())).toMatchObject({ code: "changed" });
    expect(await read()).toEqual([part(30, 40), part(10, 13)]);
  });

  test("begin anew also when what is there now is not kept", async () => {
    const { inner, store } = scene({ maxBytes: 300 });
    const read = async (): Promise<unknown[]> => {
      const pin = { version: undefined };
      const end = await store.get("k", { pin, range: { suffix: 10 } });
      return [end, await store.get("k", { pin, range: { offset: 0, length: 90 } })];
    };
    await read();
    const changed = value.map((byte) => byte + 1);
    inner.set("k", changed);
    expect(await failureOf(read())).toMatchObject({ code: "changed" });
    expect(await read()).toEqual([changed.subarray(90), changed.subarray(0, 90)]);
  });

  test("are not served from another version", async () => {
    const { inner, store } = scene();
    store.get("k");
    inner.set("k", part(0, 3));
    const pin = { version: inner.version("k") };
    expect(store.get("k", { pin })).toEqual(part(0, 3));
    expect(await failureOf((async () => store.get("k", { pin: { version: "gone" } }))())).toMatchObject({
      code: "changed",
    });
    inner.delete("k");
    store.get("other");
    expect(await failureOf((async () => store.get("other", { pin }))())).toMatchObject({ code: "changed" });
  });
});
