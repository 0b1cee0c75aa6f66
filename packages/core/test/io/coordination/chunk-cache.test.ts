import { describe, expect, test } from "vitest";
import type { Chunk, Elements } from "../../../src/contract/index.ts";
import { ChunkCache } from "../../../src/io/coordination/chunk-cache.ts";

const chunk = (elements: Elements): Chunk => ({ elements, shape: [elements.length], stride: [1], offset: 0 });
const named = (key: string, version?: string, layout = "") => ({ key, layout, version });

/** A cache with room for so many chunks of 1000 bytes. */
function cacheFor(count: number): ChunkCache {
  const cache = new ChunkCache();
  cache.add(named("measured"), "", chunk(new Uint8Array(1000)));
  cache.reserve(2000);
  cache.add(named("measured"), "", chunk(new Uint8Array(1000)));
  cache.reserve(count * cache.stats().bytes);
  cache.clear();
  return cache;
}

const kilobyte = () => chunk(new Uint8Array(1000));

describe("a chunk", () => {
  test("is found under its key and place, of the same layout and version", () => {
    const cache = cacheFor(4);
    const one = kilobyte();
    cache.add(named("a", "v1"), "3/0", one);
    expect(cache.get(named("a", "v1"), "3/0")?.chunk).toBe(one);
    expect(cache.get(named("a", "v1"), "3")).toBeUndefined();
    expect(cache.get(named("a", "v2"), "3/0")).toBeUndefined();
    expect(cache.get(named("a"), "3/0")).toBeUndefined();
    expect(cache.get(named("a", "v1", "other"), "3/0")).toBeUndefined();
    expect(cache.get(named("b", "v1"), "3/0")).toBeUndefined();
  });

  test("of a new version takes the place of all of the old one", () => {
    const cache = cacheFor(4);
    cache.add(named("a", "v1"), "0", kilobyte());
    cache.add(named("a", "v1"), "1", kilobyte());
    expect([cache.has(named("a", "v1")), cache.has(named("a", "v2"))]).toEqual([true, false]);
    cache.add(named("a", "v2"), "0", kilobyte());
    expect([cache.has(named("a", "v1")), cache.has(named("a", "v2"))]).toEqual([false, true]);
    expect(cache.stats().chunks).toBe(1);
  });

  test("takes the place of the one before, also as the only one of its value", () => {
    const cache = cacheFor(4);
    cache.add(named("a"), "", kilobyte());
    const { bytes } = cache.stats();
    const two = kilobyte();
    cache.add(named("a"), "", two);
    expect(cache.get(named("a"), "")?.chunk).toBe(two);
    expect(cache.stats()).toMatchObject({ chunks: 1, bytes });
  });

  test("that is not stored can be known too, and takes some room", () => {
    const cache = cacheFor(1);
    cache.add(named("a"), "", undefined);
    expect(cache.get(named("a"), "")).toMatchObject({ chunk: undefined });
    expect(cache.stats().bytes).toBeGreaterThan(0);
    for (let other = 0; other < 100; other++) cache.add(named(`b${other}`), "", undefined);
    expect(cache.get(named("a"), "")).toBeUndefined();
  });
});

describe("the room", () => {
  test("is kept by letting go of what was used longest ago", () => {
    const cache = cacheFor(3);
    for (const key of ["a", "b", "c"]) cache.add(named(key), "", kilobyte());
    cache.get(named("a"), "");
    cache.add(named("d"), "", kilobyte());
    expect(["a", "b", "c", "d"].filter((key) => cache.has(named(key)))).toEqual(["a", "c", "d"]);
    expect(cache.stats()).toMatchObject({ chunks: 3, evictions: 1 });
    expect(cache.stats().bytes).toBe(cache.stats().maxBytes);
  });

  test("is the most that anybody asked for", () => {
    const cache = new ChunkCache();
    cache.reserve(5000);
    cache.reserve(10);
    expect(cache.stats().maxBytes).toBe(5000);
  });

  test("is not given to a chunk larger than all of it, which throws out nobody", () => {
    const cache = cacheFor(2);
    cache.add(named("a"), "", kilobyte());
    cache.add(named("b"), "", chunk(new Uint8Array(10_000)));
    expect([cache.has(named("a")), cache.has(named("b"))]).toEqual([true, false]);
  });

  test("counts texts by their length, and is not given to objects that their holder could change", () => {
    const cache = cacheFor(4);
    cache.add(named("a"), "", chunk(["x".repeat(400)]));
    expect(cache.stats().bytes).toBeGreaterThan(800);
    cache.add(named("b"), "", chunk(["text", null, Uint8Array.of(1)]));
    expect(cache.has(named("b"))).toBe(false);
    cache.add(named("c"), "", chunk([null, 1, undefined]));
    expect(cache.has(named("c"))).toBe(true);
  });
});

test("values are forgotten one by one, below a prefix, or all", () => {
  const cache = cacheFor(9);
  for (const key of ["a/c/0", "a/c/1", "ab/c/0", "b"]) {
    for (const place of ["0", "1"]) cache.add(named(key), place, kilobyte());
  }
  const held = () => ["a/c/0", "a/c/1", "ab/c/0", "b"].filter((key) => cache.has(named(key)));
  cache.delete("a/c/1");
  cache.delete("no such key");
  expect(held()).toEqual(["a/c/0", "ab/c/0", "b"]);
  cache.deleteBelow("a/");
  expect(held()).toEqual(["ab/c/0", "b"]);
  cache.clear();
  expect(cache.stats()).toMatchObject({ chunks: 0, bytes: 0 });
});
