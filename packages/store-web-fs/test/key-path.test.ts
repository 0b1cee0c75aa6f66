import { describe, expect, test } from "vitest";
import { checkKey, checkPrefix, isUnfinished, splitPath, unfinishedName } from "../src/key-path.ts";

describe("keys", () => {
  test.each(["a", "a/b", "...", ".zarray", "a b/%2e", "корень/😀", "a\\b"])("%j is one", (key) => {
    expect(checkKey(key)).toBe(key);
    expect(checkKey(`/${key}`)).toBe(key);
    expect(checkPrefix(`${key}/`)).toBe(`${key}/`);
  });

  test.each(["", "/", "..", "a/../b", "a//b", "a/", "./a", "a\0", "\ud800a", "a/\udc00"])("%j is none", (key) => {
    expect(() => checkKey(key)).toThrow(RangeError);
  });

  test.each(["a", "../", "a//", "//", "\ud800/"])("%j is no prefix", (prefix) => {
    expect(() => checkPrefix(prefix)).toThrow(RangeError);
  });
});

describe("unfinished writes", () => {
  test("are known by their names, which differ", () => {
    const [one, two] = [unfinishedName("zarr.json"), unfinishedName("zarr.json")];
    expect(one).toMatch(/^zarr\.json\.[0-9a-f]{32}\.partial$/);
    expect(two).not.toBe(one);
    for (const name of [one, "c/0.crswap"]) expect(isUnfinished(name)).toBe(true);
    for (const name of ["a.partial", "crswap", "0.crswap/a"]) expect(isUnfinished(name)).toBe(false);
  });

  test("of long names are short enough for file systems", () => {
    expect(new TextEncoder().encode(unfinishedName("é".repeat(127))).length).toBeLessThanOrEqual(255);
  });
});

test("a path is its folders and a name", () => {
  expect(splitPath("a/b/c")).toEqual([["a", "b"], "c"]);
  expect(splitPath("a")).toEqual([[], "a"]);
});
