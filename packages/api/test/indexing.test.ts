import { MemoryStore } from "@zarrkit/store-memory";
import { describe, expect, test } from "vitest";
import { createArray, openArray, slice, zeros } from "../src/index.ts";
import { watched } from "./support/watched.ts";

// The numbers are those of the list of zarr-python's behaviours that this library keeps. Of 45 to 73, three have no
// test: 50 and 51 are about one `[]` for several kinds of selection, and 67 about private iterators.

/** 0, 1, 2, … in chunks. */
async function counting(shape: number[], chunks: number[], store: MemoryStore = new MemoryStore()) {
  const array = await createArray<"int32">({ store, shape, chunks, dtype: "int32" });
  const data = Int32Array.from({ length: array.size }, (_, index) => index);
  await array.set(null, { data, shape });
  return array;
}

function failure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no error",
    (error: Error) => error.name,
  );
}

describe("basic selections", () => {
  test("45. integers, slices, an ellipsis and missing axes", async () => {
    const cube = await counting([2, 3, 4], [1, 2, 3]);
    expect((await cube.get([-1, slice(1, 3), 0])).toList()).toEqual([16, 20]);
    expect((await cube.get(["...", -1])).toList()).toEqual([
      [3, 7, 11],
      [15, 19, 23],
    ]);
    expect((await cube.get([0])).shape).toEqual([3, 4]);
    expect((await (await counting([], [])).get("...")).item()).toBe(0);
  });

  test("46. steps cross the borders of chunks; negative ones run backwards, zero is refused", async () => {
    const line = await counting([10], [3]);
    expect((await line.get([slice(1, 10, 4)])).toList()).toEqual([1, 5, 9]);
    expect((await line.get([slice(null, null, -3)])).toList()).toEqual([9, 6, 3, 0]);
    expect(await failure(line.get([slice(0, 5, 0)]))).toBe("NegativeStepError");
  });

  test("47. a slice outside is empty, an integer outside an error", async () => {
    const line = await counting([10], [3]);
    expect((await line.get([slice(20, 30)])).shape).toEqual([0]);
    expect(await failure(line.get([10]))).toBe("BoundsCheckError");
    expect(await failure(line.get([-11]))).toBe("BoundsCheckError");
  });

  test("48. too many items, two ellipses, fractions and booleans", async () => {
    const line = await counting([10], [3]);
    for (const selection of [[0, 0], ["...", "..."], [0.5], [true], ["x"]]) {
      expect(await failure(line.get(selection as never))).toBe("ArrayIndexError");
    }
    // `null` is all of an axis here.
    expect((await line.get([null])).size).toBe(10);
  });

  test("49. integers alone give an array without axes, and item() its value", async () => {
    const plane = await counting([2, 3], [2, 2]);
    const element = await plane.get([1, 2]);
    expect([element.shape, element.item(), await plane.item([1, 2])]).toEqual([[], 5, 5]);
  });
});

describe("orthogonal selections", () => {
  test("52. masks, lists in any order, slices and integers along each axis", async () => {
    const plane = await counting([4, 5], [2, 2]);
    expect(
      (
        await plane.oindex.get([
          [true, false, false, true],
          [4, 0, 4],
        ])
      ).toList(),
    ).toEqual([
      [4, 0, 4],
      [19, 15, 19],
    ]);
    expect((await plane.oindex.get([[3, -4], slice(0, 5, 2)])).toList()).toEqual([
      [15, 17, 19],
      [0, 2, 4],
    ]);
    expect((await plane.oindex.get([1, [0, 1]])).toList()).toEqual([5, 6]);
  });

  test("53. masks of another length and lists of two axes", async () => {
    const plane = await counting([4, 5], [2, 2]);
    expect(await failure(plane.oindex.get([[true, false]]))).toBe("ArrayIndexError");
    expect(await failure(plane.oindex.get([[[0], [1]]]))).toBe("ArrayIndexError");
  });
});

describe("coordinate selections", () => {
  test("54. broadcasting, wrapping and bounds", async () => {
    const plane = await counting([4, 5], [2, 2]);
    expect(
      (
        await plane.vindex.get([
          [[0], [-1]],
          [0, -1],
        ])
      ).toList(),
    ).toEqual([
      [0, 4],
      [15, 19],
    ]);
    expect(await failure(plane.vindex.get([[0], [5]]))).toBe("BoundsCheckError");
  });

  test("55. slices and masks of another shape", async () => {
    const plane = await counting([4, 5], [2, 2]);
    expect(await failure(plane.vindex.get([slice(2), [0]] as never))).toBe("VindexInvalidSelectionError");
    expect(await failure(plane.vindex.get([[true, false]]))).toBe("VindexInvalidSelectionError");
  });

  test("56. unordered lists come in the order asked, also of small index types", async () => {
    const line = await counting([1000], [7]);
    expect((await line.vindex.get([[999, 0, 500, 1]])).toList()).toEqual([999, 0, 500, 1]);
    expect((await line.vindex.get([Int8Array.of(-1, 127)])).toList()).toEqual([999, 127]);
    const sorted = Array.from({ length: 1000 }, (_, index) => index);
    expect((await line.vindex.get([sorted])).toList()).toEqual(sorted);
  });
});

describe("masks and blocks", () => {
  test("57. a mask gives one axis in C order; another shape is an error", async () => {
    const plane = await counting([2, 2], [1, 2]);
    const mask = [
      [false, true],
      [true, true],
    ];
    expect((await plane.mask.get(mask)).toList()).toEqual([1, 2, 3]);
    expect(await failure(plane.mask.get([[true, false]]))).toBe("ArrayIndexError");
  });

  test("58. integers, slices, stops behind the grid, and what is refused", async () => {
    const plane = await counting([10, 10], [3, 3]);
    expect((await plane.blocks.get([-1])).shape).toEqual([1, 10]);
    expect((await plane.blocks.get([slice(2, 4)])).shape).toEqual([4, 10]);
    expect((await plane.blocks.get([slice(2, 9), 0])).shape).toEqual([4, 3]);
    expect(await failure(plane.blocks.get([slice(0, 4, 2)]))).toBe("ArrayIndexError");
    expect(await failure(plane.blocks.get([[0, 1]] as never))).toBe("ArrayIndexError");
    expect(await failure(plane.blocks.get([4]))).toBe("BoundsCheckError");
    expect(await failure(plane.blocks.get([slice(4, 5)]))).toBe("BoundsCheckError");
  });
});

describe("writing", () => {
  test("59. each kind writes where it reads and nowhere else", async () => {
    const line = await counting([6], [4]);
    await line.set([slice(0, 1)], -1);
    await line.oindex.set([[1]], -2);
    await line.vindex.set([[3]], -3);
    await line.mask.set([false, false, false, false, false, true], -4);
    expect((await line.get()).toList()).toEqual([-1, -2, 2, -3, 4, -4]);
    await line.blocks.set([1], -5);
    expect((await line.get()).toList()).toEqual([-1, -2, 2, -3, -5, -5]);
  });

  test("60. of coordinates named twice, the last value stays", async () => {
    const line = await counting([6], [4]);
    await line.vindex.set([[5, 0, 5]], [1, 2, 3]);
    expect((await line.get()).toList()).toEqual([2, 1, 2, 3, 4, 3]);
  });

  test("61. as many values as points", async () => {
    expect(await failure((await counting([6], [4])).vindex.set([[0, 1, 2]], [1, 2]))).toBe("ValueMismatchError");
  });

  test("62. scalars, stored arrays and Fortran-ordered data", async () => {
    const plane = await counting([2, 2], [1, 2]);
    const wanted = [
      [1, 2],
      [3, 4],
    ];
    await plane.set(null, { data: Int32Array.of(1, 3, 2, 4), shape: [2, 2], stride: [1, 2] });
    expect((await plane.get()).toList()).toEqual(wanted);
    const copy = await zeros([2, 2], { dtype: "int32" });
    await copy.set(null, plane);
    expect((await copy.get()).toList()).toEqual(wanted);
    await copy.oindex.set([[1]], 9);
    expect((await copy.get([1])).toList()).toEqual([9, 9]);
  });

  test("63. only chunks that are touched are read, and complete ones are not read before a write", async () => {
    const memory = new MemoryStore();
    await counting([6], [2], memory);
    const { store, asked } = watched(memory);
    const line = await openArray<"int32">(store);
    asked.length = 0;
    await line.get([slice(2, 5)]);
    expect(asked.filter((one) => one.startsWith("get "))).toEqual(["get c/1", "get c/2"]);
    asked.length = 0;
    await line.set([slice(2, 4)], 0x7);
    expect(asked.filter((one) => /^(get|set) /.test(one))).toEqual(["set c/1"]);
  });
});

test("64. out receives the result; its shape and type have to fit", async () => {
  const line = await counting([6], [4]);
  const data = new Int32Array(2);
  await line.oindex.get([[4, 1]], { out: { data, shape: [2] } });
  expect([...data]).toEqual([4, 1]);
  expect(await failure(line.get(undefined, { out: { data, shape: [2] } }))).toBe("ValueMismatchError");
  expect(await failure(line.get([slice(2)], { out: { data: new Float32Array(2), shape: [2] } }))).toBe(
    "ValueMismatchError",
  );
});

test("65. arrays of integers and booleans select, others do not", async () => {
  const line = await counting([3], [2]);
  const index = await createArray({ data: Uint8Array.of(2, 0) });
  expect((await line.oindex.get([index])).toList()).toEqual([2, 0]);
  expect((await line.vindex.get([index])).toList()).toEqual([2, 0]);
  const mask = await zeros([3], { dtype: "bool" });
  await mask.set([1], true);
  expect((await line.oindex.get([mask])).toList()).toEqual([1]);
  expect((await line.mask.get(mask)).toList()).toEqual([1]);
  const floats = await createArray({ data: Float32Array.of(1) });
  expect(await failure(line.oindex.get([floats]))).toBe("ArrayIndexError");
  expect(await failure(line.vindex.get([floats]))).toBe("ArrayIndexError");
});

test("66. bigints and unsigned arrays select", async () => {
  const line = await counting([6], [4]);
  expect((await line.get([3n])).item()).toBe(3);
  expect((await line.oindex.get([BigUint64Array.of(5n, 1n)])).toList()).toEqual([5, 1]);
});

describe("the life of an array", () => {
  test("68. shrinking deletes what is outside; the chunk at the edge keeps its old bytes", async () => {
    const store = new MemoryStore();
    const line = await counting([9], [3], store);
    await line.resize([4]);
    expect(store.get("c/2")).toBeUndefined();
    expect(store.get("c/1")).toBeDefined();
    await line.resize([9]);
    expect((await line.get()).toList()).toEqual([0, 1, 2, 3, 4, 5, 0, 0, 0]);
  });

  test("69. growing lists and deletes nothing", async () => {
    const memory = new MemoryStore();
    await counting([9], [3], memory);
    const { store, asked } = watched(memory);
    const line = await openArray(store, { mode: "r+" });
    asked.length = 0;
    await line.resize([9e9]);
    expect(asked).toEqual(["get zarr.json", "set zarr.json"]);
  });

  test("70. append answers the new shape, or changes nothing", async () => {
    const plane = await counting([2, 2], [2, 2]);
    expect(await plane.append([[4, 5]])).toEqual([3, 2]);
    expect(await plane.append([[7], [8], [9]], { axis: 1 })).toEqual([3, 3]);
    expect(await failure(plane.append([[1, 2]]))).toBe("ValueMismatchError");
    expect((await plane.get()).toList()).toEqual([
      [0, 1, 7],
      [2, 3, 8],
      [4, 5, 9],
    ]);
  });

  test("71. another handle sees a resize once it is opened again", async () => {
    const store = new MemoryStore();
    const line = await counting([9], [3], store);
    const other = await openArray(store);
    await line.resize([4]);
    expect([other.shape, (await openArray(store)).shape]).toEqual([[9], [4]]);
  });

  test("72. 73. attributes are merged, and only their own document is written", async () => {
    const memory = new MemoryStore();
    await counting([9], [3], memory);
    const { store, asked } = watched(memory);
    const line = await openArray(store, { mode: "r+" });
    await line.updateAttributes({ a: 1, b: 2 });
    asked.length = 0;
    await line.updateAttributes({ b: 3 });
    expect(asked.filter((one) => !one.startsWith("get "))).toEqual(["set zarr.json"]);
    expect((await openArray(store)).attrs).toEqual({ a: 1, b: 3 });
  });
});
