import { describe, expect, test } from "vitest";
import { checkKey, checkPrefix, isKey, isWellFormed } from "../src/store-key.ts";

const keys = ["zarr.json", "a/c/0/0", "a/.zarray", "...", "a b/ü/\u{1f600}", "a\\b"];
const others = ["", ".", "..", "/", "a//b", "a/", "//a", "a/./b", "../a", "a/.."];

test.each(keys)("%j is a key, also behind a slash", (key) => {
  expect(isKey(key)).toBe(true);
  expect(checkKey(key)).toBe(key);
  expect(checkKey(`/${key}`)).toBe(key);
  expect(checkPrefix(`${key}/`)).toBe(`${key}/`);
  expect(checkPrefix(`/${key}/`)).toBe(`${key}/`);
});

test.each(others)("%j is none", (name) => {
  expect(isKey(name)).toBe(false);
  expect(() => checkKey(name)).toThrow(
    new RangeError(`store key must be segments joined by "/", none empty, "." or "..", found ${JSON.stringify(name)}`),
  );
});

test("a prefix is empty, or a key and a slash", () => {
  expect(checkPrefix("")).toBe("");
  expect(checkPrefix("/")).toBe("");
  for (const prefix of ["a", "a//", "../", "//"]) expect(() => checkPrefix(prefix)).toThrow(/prefix must be empty or/);
});

test("half a character is not well-formed", () => {
  expect(["a/ü", "\u{1f600}"].every(isWellFormed)).toBe(true);
  expect(["a\ud83d", "\ude00/b"].some(isWellFormed)).toBe(false);
});

describe("a store that takes fewer keys", () => {
  const isAllowed = (name: string): boolean => isKey(name) && !name.includes(" ");

  test("refuses the others, and says why", () => {
    expect(checkKey("/a/b", isAllowed, ", without space")).toBe("a/b");
    expect(() => checkKey("a b", isAllowed, ", without space")).toThrow(/"\.\.", without space, found "a b"/);
  });

  test("refuses their prefixes", () => {
    expect(checkPrefix("a/", isAllowed)).toBe("a/");
    expect(() => checkPrefix("a b/", isAllowed)).toThrow(/found "a b\/"/);
  });
});
