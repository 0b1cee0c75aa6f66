import { describeData } from "@zarrkit/core";
import { describe, expect, test } from "vitest";
import { isArrayData } from "../src/array-data.ts";
import { array, createArray, NDArray, type NestedData, zeros } from "../src/index.ts";

const big = [1n, 2n];

describe("shape and data type of data", () => {
  test.each([
    ["Int8Array", Int8Array.of(1), [1], "int8"],
    ["Uint8Array", Uint8Array.of(1, 2), [2], "uint8"],
    ["Uint8ClampedArray", Uint8ClampedArray.of(1), [1], "uint8"],
    ["Buffer", Buffer.from([1, 2, 3]), [3], "uint8"],
    ["Int16Array", Int16Array.of(1), [1], "int16"],
    ["Uint16Array", Uint16Array.of(1), [1], "uint16"],
    ["Int32Array", Int32Array.of(1), [1], "int32"],
    ["Uint32Array", Uint32Array.of(1), [1], "uint32"],
    ["Float32Array", Float32Array.of(1), [1], "float32"],
    ["Float64Array", Float64Array.of(1), [1], "float64"],
    ["BigInt64Array", BigInt64Array.from(big), [2], "int64"],
    ["BigUint64Array", BigUint64Array.from(big), [2], "uint64"],
    ["a typed array with a shape", { data: Int16Array.of(1, 2, 3, 4), shape: [2, 2] }, [2, 2], "int16"],
    ["an empty typed array", new Float32Array(0), [0], "float32"],
    ["a list", [1, 2, 3], [3], "float64"],
    [
      "nested lists",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [2, 3],
      "float64",
    ],
    ["an empty list", [], [0], "float64"],
    ["lists of an empty list", [[], []], [2, 0], "float64"],
    ["bigints", [[1n], [2n]], [2, 1], "int64"],
    ["booleans", [true, false], [2], "bool"],
    ["a number", 5, [], "float64"],
    ["a bigint", 5n, [], "int64"],
    ["a boolean", true, [], "bool"],
    ["text", "a", [], "string"],
    ["texts", ["a", "bc"], [2], "string"],
    ["a list with a shape", { data: [1, 2], shape: [2, 1] }, [2, 1], "float64"],
  ])("%s", async (_, data, shape, dtype) => {
    expect(isArrayData(data)).toBe(true);
    expect(await describeData(data)).toMatchObject({ shape, dtype });
  });

  test("an array of this library keeps its data type, whatever that is", async () => {
    const source = await zeros([2, 3], { dtype: "complex64" });
    expect(await describeData(source)).toMatchObject({ shape: [2, 3], dtype: "complex64" });
    const values = await source.get();
    expect(values).toBeInstanceOf(NDArray);
    expect(await describeData(values)).toMatchObject({ shape: [2, 3], dtype: "complex64" });
    expect((await array(await source.get([0]))).shape).toEqual([3]);
  });

  test.each([
    ["lists of different lengths", [[1, 2], [3]]],
    ["lists of different depths", [[1], 2]],
    ["objects", [{}]],
    ["undefined in a list of nothing else", [Symbol("x")]],
    ["null", null],
    ["a DataView", new DataView(new ArrayBuffer(4))],
    ["a Map", new Map()],
    ["a function", () => 1],
  ])("%s are refused", async (_, data) => {
    await expect(array(data as never)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await expect(createArray({ data: data as never })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  test("lists of numbers are elements also where two numbers are one complex scalar", async () => {
    const toList = async (data: NestedData | number): Promise<unknown> =>
      (await (await array(data, { dtype: "complex64" })).get()).toList();
    expect(await toList([3, -4])).toEqual([
      [3, 0],
      [-4, 0],
    ]);
    expect(await toList([[1, 2]])).toEqual([
      [
        [1, 0],
        [2, 0],
      ],
    ]);
    expect(await toList(5)).toEqual([5, 0]);
  });

  test("lists of mixed kinds are refused, whichever comes first", async () => {
    for (const mixed of [
      [1, "a"],
      ["a", 1],
      [true, 2],
      [1, true],
      [2n, 1.5],
    ]) {
      await expect(array(mixed as never)).rejects.toMatchObject({ name: "ValueMismatchError" });
    }
  });

  test("data that does not fill its shape is refused", async () => {
    await expect(array({ data: Int8Array.of(1, 2, 3), shape: [2, 2] })).rejects.toMatchObject({
      code: "VALUE_MISMATCH",
    });
  });
});

test("what is a group: lists and records of arrays", () => {
  expect(isArrayData([Int8Array.of(1)])).toBe(false);
  expect(isArrayData([[1], Int8Array.of(1)])).toBe(false);
  expect(isArrayData({ a: [1] })).toBe(false);
  expect(isArrayData(undefined)).toBe(false);
});
