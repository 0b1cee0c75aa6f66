import { describe, expect, test } from "vitest";
import type { Chunk } from "../../../src/contract/index.ts";
import { ArrayIndexError, BoundsCheckError, UnsupportedError } from "../../../src/error/usage-error.ts";
import { resolveDataType } from "../../../src/metadata/data-type.ts";
import { isNDArray, NDArray } from "../../../src/node/value/nd-array.ts";
import { caught } from "../../support/caught.ts";
import { numberType } from "../../support/number-type.ts";
import { smallRegistry } from "../../support/small-environment.ts";

const int16 = numberType({ name: "int16", itemSize: 2, kind: "i" });
const elements = () => new Uint8Array(Int16Array.of(0, 1, 2, 3, 4, 5).buffer);
const made = (layout: Partial<Chunk> = {}) =>
  new NDArray<"int16">({ elements: elements(), shape: [2, 3], stride: [3, 1], offset: 0, ...layout }, int16);

describe("an NDArray", () => {
  test("shows its elements in their container, the same each time", () => {
    const array = made();
    expect(array.data).toEqual(Int16Array.of(0, 1, 2, 3, 4, 5));
    expect(array.data).toBe(array.data);
    expect(array.data.buffer).toBe((array.elements as Uint8Array).buffer);
    expect([array.ndim, array.size, array.dtype]).toEqual([2, 6, "int16"]);
  });

  test("brings memory that is not aligned into line", () => {
    const odd = new Uint8Array(13).subarray(1);
    odd.set(elements());
    expect(made({ elements: odd }).data).toEqual(Int16Array.of(0, 1, 2, 3, 4, 5));
  });

  test.each<[string, Partial<Chunk>, number[][]]>([
    [
      "in C order",
      {},
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
    [
      "in Fortran order",
      { stride: [1, 2] },
      [
        [0, 2, 4],
        [1, 3, 5],
      ],
    ],
    [
      "backwards",
      { stride: [-3, -1], offset: 5 },
      [
        [5, 4, 3],
        [2, 1, 0],
      ],
    ],
    ["of a part", { shape: [2, 1], offset: 1 }, [[1], [4]]],
    [
      "repeated",
      { stride: [0, 1] },
      [
        [0, 1, 2],
        [0, 1, 2],
      ],
    ],
    ["without rows", { shape: [0, 3] }, []],
    ["without columns", { shape: [2, 0] }, [[], []]],
  ])("%s is listed and packed in C order", (_, layout, list) => {
    const array = made(layout);
    expect(array.toList()).toEqual(list);
    expect([...new Int16Array(array.toBytes().buffer)]).toEqual(list.flat());
  });

  test("without axes is its element", () => {
    const array = made({ shape: [], stride: [], offset: 3 });
    expect([array.toList(), array.item(), array.size]).toEqual([3, 3, 1]);
  });

  test("packs bytes into memory of their own", () => {
    const array = made();
    array.toBytes()[0] = 99;
    expect(array.data[0]).toBe(0);
  });

  test("gives one element, from either end", async () => {
    const array = made({ stride: [1, 2] });
    expect([array.item(0, 1), array.item(-1, -1n), array.item(1n, 0)]).toEqual([2, 5, 1]);
    expect(await caught(() => array.item(0, 3))).toBeInstanceOf(BoundsCheckError);
    expect(await caught(() => array.item(-3, 0))).toBeInstanceOf(BoundsCheckError);
    expect(await caught(() => array.item(0))).toBeInstanceOf(ArrayIndexError);
    expect(await caught(() => array.item(0.5, 0))).toBeInstanceOf(ArrayIndexError);
  });

  test("of elements of any length has no packed form", async () => {
    const text = await resolveDataType("string", smallRegistry);
    const array = new NDArray<"string">({ elements: ["a", "bc"], shape: [2], stride: [1], offset: 0 }, text);
    expect([array.data, array.item(1), array.toList()]).toEqual([["a", "bc"], "bc", ["a", "bc"]]);
    expect(await caught(() => array.toBytes())).toBeInstanceOf(UnsupportedError);
  });

  test("is told from its likes", () => {
    expect(isNDArray(made())).toBe(true);
    expect([{ data: [], shape: [] }, null, [], new Int16Array(1)].some(isNDArray)).toBe(false);
  });
});
