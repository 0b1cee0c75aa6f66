import { describe, expect, test } from "vitest";
import { IndexCache } from "../../../src/io/coordination/index-cache.ts";

const index = (byteLength: number) => ({ byteLength, range: () => undefined });

describe("an index", () => {
  test("is found under its key and place, of the same layout", () => {
    const cache = new IndexCache();
    const one = index(10);
    cache.add("a", "layout", "v1", "0+", one);
    expect(cache.get("a", "layout")?.version).toBe("v1");
    expect(cache.get("a", "layout")?.byPlace.get("0+")).toBe(one);
    expect(cache.get("a", "layout")?.byPlace.get("16+")).toBeUndefined();
    expect(cache.get("a", "other")).toBeUndefined();
    expect(cache.get("b", "layout")).toBeUndefined();
  });

  test("of a new version takes the place of all of the old one", () => {
    const cache = new IndexCache();
    cache.add("a", "", "v1", "0", index(10));
    cache.add("a", "", "v1", "100", index(10));
    cache.add("a", "", "v2", "0", index(10));
    expect([...(cache.get("a", "")?.byPlace.keys() ?? [])]).toEqual(["0"]);
    expect(cache.get("a", "")?.version).toBe("v2");
  });
});

describe("the capacity", () => {
  test("is kept by letting go of what was used longest ago", () => {
    const cache = new IndexCache(30);
    for (const key of ["a", "b", "c"]) cache.add(key, "", undefined, "", index(10));
    cache.get("a", "");
    cache.add("d", "", undefined, "", index(10));
    const held = ["a", "b", "c", "d"].filter((key) => cache.get(key, "") !== undefined);
    expect(held).toEqual(["a", "c", "d"]);
  });

  test("counts nested indexes, and forgets what is deleted or replaced", () => {
    const cache = new IndexCache(30);
    cache.add("a", "", undefined, "0", index(10));
    cache.add("a", "", undefined, "0", index(15));
    cache.add("a", "", undefined, "1", index(15));
    expect(cache.get("a", "")?.byPlace.size).toBe(2);
    cache.delete("a");
    cache.delete("a");
    cache.add("b", "", undefined, "", index(30));
    expect(cache.get("b", "")).toBeDefined();
  });

  test("is not exceeded by an index larger than all of it", () => {
    const cache = new IndexCache(30);
    cache.add("a", "", undefined, "", index(10));
    cache.add("b", "", undefined, "", index(31));
    expect(["a", "b"].map((key) => cache.get(key, ""))).toEqual([undefined, undefined]);
  });
});

test("what lies below a prefix can be forgotten at once", () => {
  const cache = new IndexCache(20);
  cache.add("a/c/0", "", undefined, "", index(10));
  cache.add("ab/c/0", "", undefined, "", index(10));
  cache.deleteBelow("a/");
  expect(cache.get("a/c/0", "")).toBeUndefined();
  expect(cache.get("ab/c/0", "")).toBeDefined();
});
