import { expect, test } from "vitest";
import { valueText } from "../src/value-text.ts";

const circle: unknown[] = [];
circle.push(circle);

test.each([
  [{ a: 2n ** 64n, b: [1, "x", null] }, '{"a":18446744073709551616n,"b":[1,"x",null]}'],
  [[Number.NaN, Number.NEGATIVE_INFINITY, -0, 0], "[NaN,-Infinity,-0,0]"],
  [Uint8Array.of(1, 2), "Uint8Array[1,2]"],
  [new Date(5), "Date(5)"],
  [undefined, "undefined"],
  [{ a: undefined }, "{}"],
  [Symbol.iterator, "Symbol(Symbol.iterator)"],
])("%o is %s", (value, text) => {
  expect(valueText(value)).toBe(text);
});

test("anything has a text, and a long one is cut", () => {
  expect(valueText(circle, 5)).toBe("[[[[[…");
  const hostile = {
    get a(): never {
      throw new Error("no");
    },
  };
  expect(valueText(hostile)).toBe("a value of type object");
  expect(valueText("x".repeat(100), 10)).toBe('"xxxxxxxxx…');
});
