import { MemoryStore } from "@zarrkit/store-memory";
import { describe, expect, test } from "vitest";
import { cached, observed, prefixed, type StoreEvent } from "../../src/index.ts";
import { failureOf, part, quiet, scene, value } from "../support/cache-scene.ts";
import { collect } from "../support/collect.ts";

describe("a cache in another store", () => {
  const kept = (map: Map<string, Uint8Array>) =>
    [...map.keys()].map((name) => name.replace(/_\d+_\d+(?:_[^_]*)?$/, ""));

  test("keeps the bytes there", async () => {
    const map = new Map<string, Uint8Array>();
    const { store, fetched } = scene({ keepIn: new MemoryStore(map) });
    expect(await store.get("k", { range: { suffix: 10 } })).toEqual(part(90));
    expect(await store.get("k", { range: { offset: 5, length: 5 } })).toEqual(part(5, 10));
    expect(kept(map)).toEqual(["k/@-10_0_", "k/@5_10_"]);
    expect(await store.get("k", { range: { suffix: 2 } })).toEqual(part(98));
    expect(fetched()).toHaveLength(2);
    await store.get("k");
    expect(kept(map)).toEqual(["k/@0_100_100"]);
    await store.set("k", part(3));
    expect(map.size).toBe(0);
  });

  test("goes on where an earlier one ended", async () => {
    const map = new Map<string, Uint8Array>();
    const inner = new MemoryStore(new Map([["a/ä k", value]]));
    const first = cached(inner, { keepIn: new MemoryStore(map) });
    await first.get("a/ä k", { range: { suffix: 10 } });
    await first.get("a/ä k", { range: { offset: 0, length: 10 } });
    const events: StoreEvent[] = [];
    const second = cached(
      observed(inner, (event) => events.push(event)),
      { keepIn: new MemoryStore(map), checkVersion: true },
    );
    expect(await second.get("a/ä k", { range: { suffix: 5 } })).toEqual(part(95));
    expect(await second.get("a/ä k", { range: { offset: 2, length: 3 } })).toEqual(part(2, 5));
    expect(events.map(({ operation }) => operation)).toEqual(["version", "version"]);
    expect(second.stats()).toMatchObject({ pieces: 2, hits: 2 });
    inner.set("a/ä k", part(0, 20));
    expect(await second.get("a/ä k", { range: { suffix: 5 } })).toEqual(part(15, 20));
    expect(kept(map)).toEqual(["a/ä k/@-5_0_"]);
  });

  test("keeps within its bounds, also with what an earlier one has left", async () => {
    const map = new Map<string, Uint8Array>();
    const inner = new MemoryStore(new Map([..."abcdef"].map((key) => [key, value])));
    const first = cached(inner, { keepIn: new MemoryStore(map), maxBytes: 4 * 356 });
    for (const key of "abcdef") await first.get(key);
    expect(kept(map)).toEqual([..."cdef"].map((key) => `${key}/@0_100_100`));
    const second = cached(inner, { keepIn: new MemoryStore(map), maxBytes: 2 * 356 });
    await second.get("f");
    await quiet();
    expect(kept(map)).toEqual([..."ef"].map((key) => `${key}/@0_100_100`));
  });

  test("does not serve what an earlier one has left too long ago", async () => {
    const map = new Map<string, Uint8Array>();
    const { store, inner } = scene({ keepIn: new MemoryStore(map) });
    await store.get("k");
    const [[name, bytes]] = [...map] as [[string, Uint8Array]];
    map.clear();
    map.set(
      name.replace(
        /_(\d+)_(\d+)(_[^_]*)?$/,
        (_, time, ...rest) => `_${Number(time) - 5000}_${rest[0]}${rest[1] ?? ""}`,
      ),
      bytes,
    );
    inner.set("k", part(0, 3));
    expect(await cached(inner, { keepIn: new MemoryStore(map), maxAge: 4000 }).get("k")).toEqual(part(0, 3));
    await quiet();
    expect(map.size).toBe(1);
  });

  test("reads on when the bytes have gone from there, or do not fit in", async () => {
    const map = new Map<string, Uint8Array>();
    const holder = new MemoryStore(map);
    const { store, fetched } = scene({ keepIn: holder });
    await store.get("k");
    map.clear();
    expect(await store.get("k", { range: { suffix: 3 } })).toEqual(part(97));
    const full = { ...holder, contract: holder.contract, set: async () => Promise.reject(new Error("disk full")) };
    const other = scene({ keepIn: full as unknown as MemoryStore });
    for (let time = 0; time < 2; time++) expect(await other.store.get("k")).toEqual(value);
    expect([fetched().length, other.fetched().length]).toEqual([2, 2]);
  });

  test("does not serve bytes that were cut short there", async () => {
    const map = new Map<string, Uint8Array>();
    const { store } = scene({ keepIn: new MemoryStore(map) });
    await store.get("k");
    for (const name of map.keys()) map.set(name, part(0, 50));
    expect(await store.get("k")).toEqual(value);
  });

  test("holds nothing of a value while it is changed, so that a crash leaves nothing stale", async () => {
    const map = new Map<string, Uint8Array>();
    /** A store whose writes wait, and what lets them go. */
    const slow = (inner: MemoryStore) => {
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const set: MemoryStore["set"] = (...given) => held.then(() => inner.set(...given)) as never;
      return { store: { ...inner, contract: inner.contract, set } as unknown as MemoryStore, letGo };
    };
    const source = slow(new MemoryStore(new Map([["k", value]])));
    const holder = slow(new MemoryStore(map));
    const store = cached(source.store, { keepIn: holder.store });
    // This is still being kept when the change begins.
    const before = store.get("k", { range: { suffix: 5 } });
    await quiet();
    const change = store.set("k", part(3));
    holder.letGo();
    expect([await before, await store.get("k")]).toEqual([part(95), value]);
    await quiet();
    expect(map.size).toBe(0);
    source.letGo();
    await change;
    expect(await store.get("k")).toEqual(part(3));
    expect(map.size).toBe(1);
  });

  test("does not write while it cannot remove what would be stale", async () => {
    const holder = new MemoryStore();
    const stuck = {
      ...holder,
      contract: holder.contract,
      delete: async () => Promise.reject(new Error("not allowed")),
    };
    const { inner, store } = scene({ keepIn: stuck as unknown as MemoryStore });
    await store.get("k");
    expect(await failureOf(store.set("k", part(3)))).toMatchObject({ message: "not allowed" });
    expect(inner.get("k")).toEqual(value);
  });

  test("fails when the other store cannot be listed, and tries again", async () => {
    const holder = new MemoryStore();
    let isBroken = true;
    const broken = {
      ...holder,
      contract: holder.contract,
      list: (prefix: string) => {
        if (isBroken) throw new Error("no such folder");
        return holder.list(prefix);
      },
    };
    const { store } = scene({ keepIn: broken as unknown as MemoryStore });
    expect(await failureOf(store.get("k"))).toMatchObject({ message: "no such folder" });
    isBroken = false;
    expect(await store.get("k")).toEqual(value);
  });

  test("may be a part of a store that holds other things", async () => {
    const disk = new MemoryStore(new Map([["mine", value]]));
    const { store } = scene({ keepIn: prefixed(disk, "cache") });
    await store.get("k");
    expect(await collect(disk.listDir(""))).toEqual(["cache/", "mine"]);
    await store.clear();
    expect(await collect(disk.list(""))).toEqual(["mine"]);
  });
});
