import { MemoryStore } from "@zarrkit/store-memory";
import { describe, expect, test } from "vitest";
import { prefixed } from "../src/index.ts";
import { collect } from "./support/collect.ts";

const value = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

describe("a prefix", () => {
  test("stands before every key", async () => {
    const map = new Map<string, Uint8Array>();
    const store = prefixed(new MemoryStore(map), "a/b");
    store.set("c/0", value);
    expect([...map.keys()]).toEqual(["a/b/c/0"]);
    expect(await store.get("c/0", { range: { offset: 1, length: 2 } })).toEqual(value.subarray(1, 3));
    expect(await store.getRange?.("/c/0", { suffixLength: 2 })).toEqual(value.subarray(7));
    expect([await store.size?.("c/0"), await store.get("0")]).toEqual([9, undefined]);
    const version = (await store.version?.("c/0")) as string;
    expect(await store.deleteIf?.("c/0", "another")).toBe(false);
    expect(await store.set("c/0", value, { ifVersion: version })).toBe(true);
    expect(await collect(store.list("c/"))).toEqual(["c/0"]);
    expect(await collect(store.listDir(""))).toEqual(["c/"]);
    await store.deletePrefix?.("");
    expect(map.size).toBe(0);
  });

  test("may end in a slash, be empty, and stand before another", () => {
    const map = new Map([["a/b/k", value]]);
    const store = new MemoryStore(map);
    expect(prefixed(store, "a/b/").get("k")).toBe(value);
    expect(prefixed(store, "").get("a/b/k")).toBe(value);
    const nested = prefixed(prefixed(store, "a"), "b");
    expect(nested.get("k")).toBe(value);
    expect([nested.identity, nested.identityPrefix]).toEqual([map, "a/b/"]);
    expect(nested.description).toBe(`${store.description}/a/b`);
    expect(prefixed(store, "").description).toBe(store.description);
  });

  test.each(["..", "a/../b", "./a", "a//b", "//"])("%j is refused", (prefix) => {
    expect(() => prefixed(new MemoryStore(), prefix)).toThrow(RangeError);
  });

  test("is not left by any key", () => {
    const store = prefixed(new MemoryStore(new Map([["secret", value]])), "a");
    for (const key of ["../secret", "/../secret", "..", "", "x/../../secret"])
      expect(() => store.get(key)).toThrow(RangeError);
    for (const prefix of ["../", "..", "b"]) expect(() => store.deletePrefix?.(prefix)).toThrow(RangeError);
  });
});
