import { describe, expect, test } from "vitest";
import { isSlice, slice } from "../../src/selection/slice.ts";

describe("slice", () => {
  test("of one argument is a stop, as in Python", () => {
    expect(slice(5)).toEqual({ start: null, stop: 5, step: null });
    expect(slice()).toEqual({ start: null, stop: null, step: null });
    expect(slice(null)).toEqual({ start: null, stop: null, step: null });
  });

  test("of two or three is start, stop and step", () => {
    expect(slice(2, 5)).toEqual({ start: 2, stop: 5, step: null });
    expect(slice(2, undefined)).toEqual({ start: 2, stop: null, step: null });
    expect(slice(null, null, -1n)).toEqual({ start: null, stop: null, step: -1n });
  });
});

describe("isSlice", () => {
  test.each([[slice()], [{ start: 1 }], [{ stop: null, step: 2 }]])("%j is one", (value) => {
    expect(isSlice(value)).toBe(true);
  });

  test.each([
    [{}],
    [null],
    [undefined],
    [3],
    ["..."],
    [[0, 1]],
    [{ start: 1, axis: 0 }],
    [{ t: 0 }],
    [new Uint8Array(1)],
  ])("%j is none", (value) => {
    expect(isSlice(value)).toBe(false);
  });
});
