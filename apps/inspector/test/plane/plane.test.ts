import { array, type NDArray, type ZarrArray } from "@zarrkit/api";
import { expect, test } from "vitest";
import { isDrawable, Plane } from "../../src/plane/plane.ts";
import { selectionOf, tilesOf } from "../../src/plane/tile.ts";
import { firstView, type View } from "../../src/plane/view.ts";

async function readPlane(source: ZarrArray, view: View): Promise<Plane> {
  const plane = new Plane(view);
  for (const tile of tilesOf(source, view)) plane.add(tile, await source.get(selectionOf(tile)));
  return plane;
}

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
  const plane = await readPlane(source, firstView(source, rows, columns, [1, 1, 1]));
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
  const plane = await readPlane(source, firstView(source));
  expect([plane.height, plane.width]).toEqual([1, 2]);
  expect([...plane.values]).toEqual([5, 2]);
});

test("a window on a large plane is put together of tiles, every so many-th element of it", async () => {
  const shape = [3, 700, 2600];
  const data = Uint32Array.from({ length: 3 * 700 * 2600 }, (_, index) => index);
  const source = await array({ data, shape }, { chunks: [2, 50, 130] });
  const view = {
    ...firstView(source, 1, 2, [2, 0, 0]),
    window: { rows: { start: 33, stop: 699 }, columns: { start: 5, stop: 2300 } },
  };
  const plane = await readPlane(source, view);
  expect([plane.height, plane.width]).toEqual([666, 573]);
  for (const [row, column] of [
    [0, 0],
    [0, 572],
    [665, 0],
    [665, 572],
    [313, 100],
  ] as const) {
    const [z = 0, y = 0, x = 0] = plane.coordinates(row, column);
    expect([z, y, x]).toEqual([2, 33 + row, 8 + 4 * column]);
    expect(plane.text(row, column)).toBe(String((z * 700 + y) * 2600 + x));
  }
  for (let at = 0; at < plane.values.length; at++) {
    const [z = 0, y = 0, x = 0] = plane.coordinates(Math.floor(at / plane.width), at % plane.width);
    if (plane.values[at] !== (z * 700 + y) * 2600 + x) expect.unreachable(`the value of ${at} is wrong`);
  }
});

test("what has not come is no number, and no text", () => {
  const plane = new Plane(firstView({ shape: [2, 2], chunks: [1, 1], shards: null, itemsize: 1 }));
  expect([...plane.values]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  expect(plane.text(0, 0)).toBe("…");
});

test("numbers, times and truth values make pictures, text does not", () => {
  expect(["bool", "int8", "uint64", "bfloat16", "float8_e5m2", "numpy.datetime64"].every(isDrawable)).toBe(true);
  expect(["string", "fixed_length_utf32", "struct", "null_terminated_bytes"].some(isDrawable)).toBe(false);
});
