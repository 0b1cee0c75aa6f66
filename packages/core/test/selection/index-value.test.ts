import { describe, expect, test } from "vitest";
import { ArrayIndexError, BoundsCheckError } from "../../src/error/usage-error.ts";
import { toInteger, wrapIndex } from "../../src/selection/index-value.ts";
import { caught } from "../support/caught.ts";

describe("toInteger", () => {
  test("takes whole numbers of either kind", () => {
    expect(toInteger(7, "it")).toBe(7);
    expect(toInteger(-7n, "it")).toBe(-7);
    expect(toInteger(Number.MAX_SAFE_INTEGER, "it")).toBe(Number.MAX_SAFE_INTEGER);
  });

  test.each([0.5, Number.NaN, 2 ** 53, 2n ** 53n, "7", null, undefined, true, [7]])("refuses %s", async (value) => {
    const error = await caught(() => toInteger(value, "The index"));
    expect(error).toBeInstanceOf(ArrayIndexError);
    expect(error.message).toMatch(/^The index must be an integer/);
  });
});

describe("wrapIndex", () => {
  test("counts from either end, once around", async () => {
    expect([0, 2, -1, -3].map((index) => wrapIndex(index, 3, 0))).toEqual([0, 2, 2, 0]);
    for (const index of [3, -4]) expect(await caught(() => wrapIndex(index, 3, 0))).toBeInstanceOf(BoundsCheckError);
  });
});
