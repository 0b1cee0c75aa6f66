import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { checkValue, isBytes, tagOf } from "../src/value.ts";

test("bytes are bytes, also of another realm and of a subclass", () => {
  const values = [new Uint8Array(2), Buffer.from("ab"), runInNewContext("new Uint8Array(2)")];
  expect(values.every(isBytes)).toBe(true);
  for (const value of values) expect(() => checkValue("a", value)).not.toThrow();
});

test.each([
  ["text", "String"],
  [undefined, "Undefined"],
  [null, "Null"],
  [[1], "Array"],
  [new Uint16Array(1), "Uint16Array"],
  [new ArrayBuffer(1), "ArrayBuffer"],
])("%j is refused by name", (value, tag) => {
  expect(tagOf(value)).toBe(tag);
  expect(() => checkValue('a"b', value)).toThrow(new TypeError(`value of "a\\"b" must be a Uint8Array, found ${tag}`));
});
