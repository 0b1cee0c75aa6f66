import { sep } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPartial, keyFault, partialPath, pathOf } from "../src/key-path.ts";

describe("faults on every platform", () => {
  test.each(["", ".", "..", "a/..", "../a", "a/./b", "a//b", "/a", "a/", "a\0b", "\ud800", "a/\udc00b"])(
    "%j",
    (key) => {
      expect(keyFault(key, "linux")).toBeTypeOf("string");
      expect(keyFault(key, "win32")).toBeTypeOf("string");
    },
  );
});

describe("faults on Windows only", () => {
  test.each([
    "a\\b",
    "..\\a",
    "C:",
    "C:/a",
    "a:stream",
    "a*",
    "a?",
    'a"',
    "a<b>",
    "a|b",
    "a\u0001",
    "a.",
    "a /b",
    ".. /b",
    "...",
    "con",
    "a/NUL",
    "aux.txt",
    "a/Com1/b",
    "lpt9.c.d",
    "CONIN$",
    "com¹",
    "prn .x",
  ])("%j", (key) => {
    expect(keyFault(key, "win32")).toBeTypeOf("string");
    expect(keyFault(key, "linux")).toBeUndefined();
  });
});

test.each([
  "zarr.json",
  ".zarray",
  "c/0/0",
  "0.0",
  "console",
  "com10",
  "a.con",
  "nulls/x",
  "100%",
  "é/日本/😀",
  "..a",
  "a b",
])("%j is a key everywhere", (key) => {
  expect(keyFault(key, "win32")).toBeUndefined();
  expect(keyFault(key, "darwin")).toBeUndefined();
});

test("whatever passes stays below the root, segment by segment", () => {
  const segment = fc.oneof(fc.string(), fc.constantFrom("..", ".", "", "...", "a", "%2e%2e", "\\..", "\0"));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
      const key = segments.join("/");
      if (keyFault(key, process.platform) !== undefined) return;
      expect(pathOf(`${sep}root`, key).split(sep)).toEqual(["", "root", ...key.split("/")]);
    }),
  );
});

test("the root of the file system is a root like another", () => {
  expect(pathOf(sep, "a/b")).toBe(`${sep}a${sep}b`);
});

test("an unfinished write lies beside its target, under a name of its own that fits", () => {
  for (const name of ["zarr.json", "x".repeat(255), "é".repeat(120)]) {
    const path = pathOf(`${sep}root`, `a/${name}`);
    const [one, two] = [partialPath(path), partialPath(path)];
    expect(one).not.toBe(two);
    expect(isPartial(one)).toBe(true);
    expect(one.startsWith(`${sep}root${sep}a${sep}`)).toBe(true);
    expect(Buffer.byteLength(one.split(sep).at(-1) as string)).toBeLessThanOrEqual(255);
  }
});

test("other names that end alike are values", () => {
  expect(isPartial("a.partial")).toBe(false);
  expect(isPartial("a.0123.partial")).toBe(false);
  expect(isPartial(`a.${"0".repeat(32)}.partial.txt`)).toBe(false);
});
