import { describe, expect, test } from "vitest";
import { ConsolidatedMetadata } from "../../src/metadata/consolidated.ts";
import type { NodeDocuments } from "../../src/metadata/node-documents.ts";
import { byDepthAndName, comparePaths } from "../../src/metadata/path-order.ts";

const node = (name: string): NodeDocuments => ({ zarrFormat: 3, document: { name } });
const made = (...paths: string[]) =>
  ConsolidatedMetadata.of(
    "zarr.json",
    paths.map((path) => [path, node(path)]),
  );
const listed = (consolidated: ConsolidatedMetadata): string[] => consolidated.entries().map(([path]) => path);

describe("ConsolidatedMetadata", () => {
  test("names the direct members of each group", () => {
    const all = made("b/c/d", "a", "b", "b/c");
    expect([...all.names()]).toEqual(["a", "b"]);
    expect([...all.names("b/c")]).toEqual(["d"]);
    expect([...all.names("a")]).toEqual([]);
    expect([...all.below("b").names("c")]).toEqual(["d"]);
  });

  test("of a group below has paths of its own and the same nodes", () => {
    const all = made("b", "b/c", "b/c/d", "bc");
    const below = all.below("b");
    expect([below.path, below.source]).toEqual(["b", "zarr.json"]);
    expect(listed(below)).toEqual(["c", "c/d"]);
    expect(below.get("c/d")).toBe(all.get("b/c/d"));
    expect(listed(below.below("c"))).toEqual(["d"]);
    below.delete("c");
    expect(listed(all)).toEqual(["b", "bc"]);
    below.set("e", node("e"));
    expect(listed(all)).toEqual(["b", "bc", "b/e"]);
  });

  test("deleting takes what lies below along, siblings that start alike stay", () => {
    const all = made("a", "a/b", "a/b/c", "ab", "a/bc");
    all.delete("a/b");
    expect(listed(all)).toEqual(["a", "ab", "a/bc"]);
    all.delete("none");
    all.delete("a");
    expect(listed(all)).toEqual(["ab"]);
    expect([...all.names()]).toEqual(["ab"]);
  });

  test("moving takes what lies below along", () => {
    const all = made("a", "a/b", "a/b/c", "d");
    const kept = all.get("a/b/c");
    all.move("a", "d/e");
    expect(listed(all)).toEqual(["d", "d/e", "d/e/b", "d/e/b/c"]);
    expect(all.get("d/e/b/c")).toBe(kept);
    all.move("none", "f");
    expect(listed(all)).toHaveLength(4);
  });
});

describe("order of paths", () => {
  test("by depth, then without regard to case, form and width", () => {
    const paths = ["b/a", "Zz", "z", "straße2", "STRASSE1", "ﬁ", "fj", "fh", "a/z"];
    expect(byDepthAndName(paths.map((path) => [path, path])).map(([path]) => path)).toEqual([
      "fh",
      "ﬁ",
      "fj",
      "STRASSE1",
      "straße2",
      "z",
      "Zz",
      "a/z",
      "b/a",
    ]);
  });

  test("by code points, the shorter first", () => {
    expect(["𐐀", "\ufffd", "ab", "a", "abc", "b"].sort(comparePaths)).toEqual(["a", "ab", "abc", "b", "\ufffd", "𐐀"]);
    expect(comparePaths("same", "same")).toBe(0);
  });
});
