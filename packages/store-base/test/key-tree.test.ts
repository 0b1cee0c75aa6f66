import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyTree } from "../src/key-tree.ts";

test("tells keys and names below a prefix, first added first", () => {
  const tree = new KeyTree(["b/zarr.json", "a", "b/c/0", "a/x", "b/c/1"]);
  expect(tree.keys("")).toEqual(["b/zarr.json", "b/c/0", "b/c/1", "a", "a/x"]);
  expect(tree.keys("b/c/")).toEqual(["b/c/0", "b/c/1"]);
  expect(tree.names("")).toEqual(["b/", "a", "a/"]);
  expect(tree.names("b/")).toEqual(["zarr.json", "c/"]);
  expect([tree.keys("d/"), tree.names("a/x/")]).toEqual([[], []]);
});

test("forgets what is deleted, and the branches that led to it alone", () => {
  const tree = new KeyTree(["a/b/c", "a/b"]);
  tree.delete("a/b/c");
  tree.delete("a/gone");
  expect([tree.keys(""), tree.names("a/")]).toEqual([["a/b"], ["b"]]);
  tree.delete("a/b");
  expect(tree.names("")).toEqual([]);
});

test("what it tells is as of the call", () => {
  const tree = new KeyTree(["a/0", "a/1"]);
  for (const key of tree.keys("a/")) tree.delete(key);
  expect(tree.keys("")).toEqual([]);
});

test("names of an object's prototype are names", () => {
  expect(new KeyTree(["__proto__/constructor"]).keys("__proto__/")).toEqual(["__proto__/constructor"]);
});

test("after any additions and deletions it holds what a set holds", () => {
  const key = fc
    .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 })
    .map((segments) => segments.join("/"));
  const steps = fc.array(fc.record({ key, remove: fc.boolean() }), { maxLength: 40 });
  fc.assert(
    fc.property(steps, key, (taken, below) => {
      const tree = new KeyTree();
      const set = new Set<string>();
      for (const { key, remove } of taken) {
        tree[remove ? "delete" : "add"](key);
        set[remove ? "delete" : "add"](key);
      }
      for (const prefix of ["", `${below}/`]) {
        const keys = [...set].filter((one) => one.startsWith(prefix));
        expect(tree.keys(prefix).sort()).toEqual(keys.sort());
        const names = keys.map((one) => one.slice(prefix.length).replace(/\/.*/, "/"));
        expect(tree.names(prefix).sort()).toEqual([...new Set(names)].sort());
      }
    }),
  );
});
