import { expect, test } from "vitest";
import { byteCount, tuple } from "../../../src/node/array/array-info.ts";

test.each([
  [0, "0"],
  [1023, "1023"],
  [1024, "1024 (1.0K)"],
  [1536, "1536 (1.5K)"],
  [2 ** 20, "1048576 (1.0M)"],
  [2 ** 50, "1125899906842624 (1.0P)"],
])("%i bytes are shown as %s", (bytes, text) => {
  expect(byteCount(bytes)).toBe(text);
});

test("shapes are shown as Python writes them", () => {
  expect([tuple([]), tuple([4]), tuple([2, 3])]).toEqual(["()", "(4,)", "(2, 3)"]);
});
