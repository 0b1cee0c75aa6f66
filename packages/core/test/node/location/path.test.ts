import { describe, expect, test } from "vitest";
import { InvalidPathError } from "../../../src/error/node-error.ts";
import { ancestorsOf, checkNodeNames, joinPath, normalizePath } from "../../../src/node/location/path.ts";
import { caught } from "../../support/caught.ts";

describe("normalizePath", () => {
  test.each([
    ["", ""],
    ["/", ""],
    ["a", "a"],
    ["/a/b/", "a/b"],
    ["a//b", "a/b"],
    ["\\a\\b", "a/b"],
    ["a b/%2e/c#d?e", "a b/%2e/c#d?e"],
    ["..a/b..", "..a/b.."],
    ["é/é", "é/é"],
  ])("%j is %j", (path, normal) => {
    expect(normalizePath(path)).toBe(normal);
  });

  test.each(["..", ".", "a/../b", "a/./b", "../a", "a/..", "a\\..\\b", "a\0b", "/.."])(
    "%j is refused",
    async (path) => {
      expect(await caught(() => normalizePath(path))).toBeInstanceOf(InvalidPathError);
    },
  );

  test("only text is a path", async () => {
    for (const path of [null, 3, {}, ["a"]]) {
      expect(await caught(() => normalizePath(path as never))).toBeInstanceOf(InvalidPathError);
    }
  });
});

describe("names of new nodes", () => {
  test.each(["a", "c", "0", "a.b", "_x", "x__", "UPPER", "a b", "%20", "zarr", ".a", "a."])("%j is one", (name) => {
    expect(() => checkNodeNames(`g/${name}`)).not.toThrow();
  });

  test.each(["...", "....", "__x", "__", "zarr.json"])("%j is none, at any level", async (name) => {
    expect(await caught(() => checkNodeNames(name))).toBeInstanceOf(InvalidPathError);
    expect(await caught(() => checkNodeNames(`a/${name}/b`))).toBeInstanceOf(InvalidPathError);
  });

  test("the root has none", () => {
    expect(() => checkNodeNames("")).not.toThrow();
  });
});

test("paths are put together and taken apart", () => {
  expect([joinPath("", "a"), joinPath("a", "b/c"), joinPath("", "")]).toEqual(["a", "a/b/c", ""]);
  expect([ancestorsOf(""), ancestorsOf("a"), ancestorsOf("a/b/c")]).toEqual([[], [""], ["", "a", "a/b"]]);
});
