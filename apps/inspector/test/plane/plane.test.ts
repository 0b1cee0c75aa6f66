import { array, type NDArray } from "@zarrkit/api";
import { expect, test } from "vitest";
import { isDrawable, readPlane } from "../../src/plane/plane.ts";
import { firstView } from "../../src/plane/view.ts";

const { signal } = new AbortController();

async function cube() {
  const data = Int16Array.from({ length: 24 }, (_, index) => index);
  return array({ data, shape: [2, 3, 4] });
}

test.each([
  [1, 2],
  [2, 1],
  [0, 2],
  [2, 0],
])("axis %i runs down and axis %i to the right", async (rows, columns) => {
  const source = await cube();
  const plane = await readPlane(source, firstView(source, rows, columns, [1, 1, 1]), signal);
  expect([plane.height, plane.width]).toEqual([source.shape[rows], source.shape[columns]]);
  const all = (await source.get()) as NDArray;
  for (let row = 0; row < plane.height; row++) {
    for (let column = 0; column < plane.width; column++) {
      const value = all.item(...plane.coordinates(row, column));
      expect(plane.values[row * plane.width + column]).toBe(value);
      expect(plane.text(row, column)).toBe(String(value));
    }
  }
});

test("an array of one dimension is one row, and complex numbers have a magnitude", async () => {
  const source = await array({ data: Float32Array.of(3, 4, 0, -2), shape: [2] }, { dtype: "complex64" });
  const plane = await readPlane(source, firstView(source), signal);
  expect([plane.height, plane.width]).toEqual([1, 2]);
  expect([...plane.values]).toEqual([5, 2]);
});

test("numbers, times and truth values make pictures, text does not", () => {
  expect(["bool", "int8", "uint64", "bfloat16", "float8_e5m2", "numpy.datetime64"].every(isDrawable)).toBe(true);
  expect(["string", "fixed_length_utf32", "struct", "null_terminated_bytes"].some(isDrawable)).toBe(false);
});
