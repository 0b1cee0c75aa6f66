import { describe, expect, test } from "vitest";
import type { Chunk } from "../../../src/contract/index.ts";
import { ValueMismatchError } from "../../../src/error/usage-error.ts";
import { resolveDataType } from "../../../src/metadata/data-type.ts";
import { NDArray } from "../../../src/node/value/nd-array.ts";
import { isNDArrayLike } from "../../../src/node/value/nd-array-like.ts";
import { layOut } from "../../../src/node/value/value.ts";
import { caught } from "../../support/caught.ts";
import { numberType } from "../../support/number-type.ts";
import { smallRegistry } from "../../support/small-environment.ts";

const int16 = numberType({ name: "int16", itemSize: 2, kind: "i" });
const float64 = numberType({ name: "float64", itemSize: 8, kind: "f" });
const int64 = numberType({ name: "int64", itemSize: 8, kind: "i" });
const place = { store: "map://test", path: "a" };
const list = (chunk: Chunk, type = int16) => new NDArray(chunk, type).toList();

describe("a value for a selection of shape [2, 3]", () => {
  const shape = [2, 3];
  const counted = [
    [0, 1, 2],
    [3, 4, 5],
  ];

  test.each<[string, unknown]>([
    ["a typed array of its type", Int16Array.of(0, 1, 2, 3, 4, 5)],
    ["a typed array of another type", Float64Array.of(0, 1, 2, 3, 4, 5)],
    ["nested lists", counted],
    ["an array with a shape", { data: Int16Array.of(0, 1, 2, 3, 4, 5), shape }],
    ["an array of plain numbers with a shape", { data: [0, 1, 2, 3, 4, 5], shape }],
    ["an array with strides", { data: Int16Array.of(0, 3, 1, 4, 2, 5), shape, stride: [1, 2] }],
    ["a part of a larger array", { data: Int16Array.of(9, 9, 0, 1, 2, 9, 3, 4, 5), shape, stride: [4, 1], offset: 2 }],
    ["an array backwards", { data: Int16Array.of(5, 4, 3, 2, 1, 0), shape, stride: [-3, -1], offset: 5 }],
    ["an NDArray of another type", new NDArray(layOut(counted, shape, float64, place), float64)],
  ])("may be %s", (_, value) => {
    expect(list(layOut(value, shape, int16, place))).toEqual(counted);
  });

  test("may be one scalar for all", () => {
    const chunk = layOut(7, shape, int16, place);
    expect(list(chunk)).toEqual([
      [7, 7, 7],
      [7, 7, 7],
    ]);
    expect(chunk.stride).toEqual([0, 0]);
    expect(list(layOut({ data: Int16Array.of(3), shape, stride: [0, 0] }, shape, int16, place))).toEqual([
      [3, 3, 3],
      [3, 3, 3],
    ]);
  });

  test("is the caller's own memory where its type fits", () => {
    const data = Int16Array.of(0, 1, 2, 3, 4, 5);
    expect((layOut(data, shape, int16, place).elements as Uint8Array).buffer).toBe(data.buffer);
    expect((layOut(data.subarray(0, 6), shape, int16, place).elements as Uint8Array).buffer).toBe(data.buffer);
  });

  test.each<[string, unknown]>([
    ["too few elements", Int16Array.of(1, 2, 3)],
    ["too many elements", new Int16Array(7)],
    ["a row for every row", [0, 1, 2]],
    [
      "rows of other lengths",
      [
        [0, 1, 2],
        [3, 4],
      ],
    ],
    [
      "another shape",
      [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
    ],
    ["another depth", [[[0, 1, 2]], [[3, 4, 5]]]],
    ["an array of another shape", { data: new Int16Array(6), shape: [3, 2] }],
    ["an array with fewer elements than its shape", { data: new Int16Array(5), shape }],
    ["strides that lead outside", { data: new Int16Array(6), shape, stride: [4, 1] }],
    ["strides that lead before the start", { data: new Int16Array(6), shape, stride: [3, -1] }],
    ["strides of another number of axes", { data: new Int16Array(6), shape, stride: [1] }],
    ["an offset that leads outside", { data: new Int16Array(6), shape, offset: 1 }],
    ["a fraction", 1.5],
    ["a number out of range", 40000],
    ["one number out of range among others", Float64Array.of(0, 1, 2, 3, 4, 40000)],
    ["a fraction among others", Float64Array.of(0, 1, 2, 3, 4, 0.5)],
    ["not a number", Number.NaN],
    ["bigints", BigInt64Array.of(0n, 1n, 2n, 3n, 4n, 5n)],
    ["text", "7"],
    ["nothing", null],
    ["something undefined", undefined],
    [
      "a list with a hole",
      [
        [0, 1, 2],
        [3, undefined, 5],
      ],
    ],
    ["an object", {}],
    ["a function", () => 0],
    ["bytes without a shape", new ArrayBuffer(12)],
    ["a DataView", new DataView(new ArrayBuffer(12))],
  ])("must not be %s", async (_, value) => {
    const error = await caught(() => layOut(value, shape, int16, place));
    expect(error).toBeInstanceOf(ValueMismatchError);
    expect(error).toMatchObject(place);
    expect(error.message).toContain("int16");
  });
});

describe("a value without axes", () => {
  test.each<[string, unknown]>([
    ["a scalar", 5],
    ["a typed array of one", Int16Array.of(5)],
    ["an array of no axes", { data: Int16Array.of(9, 5), shape: [], offset: 1 }],
  ])("may be %s", (_, value) => {
    expect(list(layOut(value, [], int16, place))).toBe(5);
  });

  test("must not be a list", async () => {
    expect(await caught(() => layOut([5], [], int16, place))).toBeInstanceOf(ValueMismatchError);
  });
});

test("64-bit integers are taken as numbers only where those are exact", async () => {
  expect(list(layOut([5, 2n ** 63n - 1n], [2], int64, place), int64)).toEqual([5n, 2n ** 63n - 1n]);
  expect(await caught(() => layOut([2 ** 53], [1], int64, place))).toBeInstanceOf(ValueMismatchError);
  expect(await caught(() => layOut(2n ** 63n, [1], int64, place))).toBeInstanceOf(ValueMismatchError);
});

test("text is taken as a scalar or in lists, never letter by letter", async () => {
  const text = await resolveDataType("string", smallRegistry);
  expect(list(layOut("ab", [2], text, place), text)).toEqual(["ab", "ab"]);
  expect(list(layOut(["ab", "c"], [2], text, place), text)).toEqual(["ab", "c"]);
  expect(await caught(() => layOut(["ab", 3], [2], text, place))).toBeInstanceOf(ValueMismatchError);
});

test("an NDArray-like has data and a shape", () => {
  expect(isNDArrayLike({ data: [], shape: [0] })).toBe(true);
  expect([{ data: [] }, { shape: [] }, { data: [], shape: 3 }, null, [], 3].some(isNDArrayLike)).toBe(false);
});
