import fc from "fast-check";
import { expect, test } from "vitest";
import { SortedKeys } from "../../src/reference/sorted-keys.ts";

const segment = fc.constantFrom("a", "b", "a.b", "a0", "A", "é", "a-", "z", "0", "~");
const key = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));
const prefix = fc.array(segment, { maxLength: 3 }).map((segments) => segments.map((one) => `${one}/`).join(""));

test("what lies below a prefix is what a look at every key finds", () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 40 }), prefix, (keys, start) => {
      const sorted = new SortedKeys(keys);
      const below = keys.filter((one) => one.startsWith(start));
      expect([...sorted.keys(start)].sort()).toEqual(below.toSorted());
      const names = below.map((one) => one.slice(start.length).replace(/\/.*/, "/"));
      expect([...sorted.names(start)].sort()).toEqual([...new Set(names)].sort());
    }),
    { numRuns: 2000 },
  );
});
