import { expect, test } from "vitest";
import { isEqual } from "../src/equality.ts";

const view = (...values: number[]): object => {
  // As containers of data types: nothing but a private field and an iterator.
  class View {
    readonly #values = values;
    *[Symbol.iterator](): Generator<number> {
      yield* this.#values;
    }
  }
  return new View();
};

const equal: readonly (readonly [string, unknown, unknown])[] = [
  ["numbers", 1, 1],
  ["NaN", [Number.NaN], [Number.NaN]],
  ["bigints", { a: 2n ** 70n }, { a: 2n ** 70n }],
  ["members in another order", { a: 1, b: [2, { c: 3 }] }, { b: [2, { c: 3 }], a: 1 }],
  ["a member that is undefined, and none", { a: 1, b: undefined }, { a: 1 }],
  ["bytes", Uint8Array.of(1, 2), Uint8Array.of(1, 2)],
  ["dates", new Date(5), new Date(5)],
  ["maps", new Map([["a", [1]]]), new Map([["a", [1]]])],
  ["what is iterated alike", view(1, 2), view(1, 2)],
  ["addresses", new URL("https://example.org/a"), new URL("https://example.org/a")],
];
test.each(equal)("%s are equal", (_, left, right) => {
  expect(isEqual(left, right)).toBe(true);
  expect(isEqual(right, left)).toBe(true);
});

const different: readonly (readonly [string, unknown, unknown])[] = [
  ["zeros of two signs", [0], [-0]],
  ["a number and a bigint", 1, 1n],
  ["a number and its text", 1, "1"],
  ["null and an object", null, {}],
  ["a list and an object", [], {}],
  ["lists of two lengths", [1], [1, 2]],
  ["members of two names", { a: 1 }, { b: 1 }],
  ["an own member and an inherited one", { toString: Object.prototype.toString }, {}],
  ["bytes and a list", Uint8Array.of(1), [1]],
  ["bytes and words", Uint8Array.of(1), Uint16Array.of(1)],
  ["other bytes", Uint8Array.of(1), Uint8Array.of(2)],
  ["two days", new Date(5), new Date(1e10)],
  ["two dates in one second", new Date(5), new Date(6)],
  ["what is iterated otherwise", view(1, 2), view(1, 3)],
  ["two addresses", new URL("https://example.org/a"), new URL("https://example.org/b")],
];
test.each(different)("%s are not equal", (_, left, right) => {
  expect(isEqual(left, right)).toBe(false);
  expect(isEqual(right, left)).toBe(false);
});
