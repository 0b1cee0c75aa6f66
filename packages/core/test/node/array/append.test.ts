import { describe, expect, test } from "vitest";
import { NDArray } from "../../../src/node/value/nd-array.ts";
import { caught } from "../../support/caught.ts";
import { MapStore } from "../../support/map-store.ts";
import { counting, openSmall, smallArray } from "../../support/small-array.ts";

async function filled() {
  const store = new MapStore();
  const array = await smallArray(store, { shape: [2, 3], chunks: [2, 2] });
  await array.set(null, { data: counting(6), shape: [2, 3] });
  return { store, array };
}

test("adds behind the end of an axis and answers the new shape", async () => {
  const { store, array } = await filled();
  expect(await array.append([[6, 7, 8]])).toEqual([3, 3]);
  expect(await array.append({ data: Float64Array.of(-1, -2, -3), shape: [3, 1] }, { axis: 1 })).toEqual([3, 4]);
  expect(array.shape).toEqual([3, 4]);
  const wanted = [
    [0, 1, 2, -1],
    [3, 4, 5, -2],
    [6, 7, 8, -3],
  ];
  expect((await array.get()).toList()).toEqual(wanted);
  expect((await (await openSmall(store)).get()).toList()).toEqual(wanted);
  expect(await array.append([[9], [9], [9]], { axis: -1 })).toEqual([3, 5]);
});

test("takes every form of data", async () => {
  const store = new MapStore();
  const array = await smallArray(store, { shape: [0], chunks: [4] });
  await array.append([0, 1]);
  await array.append(Float64Array.of(2, 3));
  await array.append(Float32Array.of(4));
  await array.append({ data: [5, 9, 6], shape: [2], stride: [2] });
  await array.append(await array.get());
  await array.append(array);
  await array.append([]);
  const once = [0, 1, 2, 3, 4, 5, 6];
  expect((await array.get()).toList()).toEqual([...once, ...once, ...once, ...once]);
  expect(await array.get()).toBeInstanceOf(NDArray);
});

test("appends at the same time come one after the other, also through other handles", async () => {
  const store = new MapStore();
  const array = await smallArray(store, { shape: [0], chunks: [3] });
  const other = await openSmall(store);
  await Promise.all([1, 2, 3, 4, 5, 6].map((value) => (value % 2 ? array : other).append([value, value])));
  const values = (await (await openSmall(store)).get()).toList() as number[];
  expect(values.length).toBe(12);
  expect([...values].sort()).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
  for (let i = 0; i < 12; i += 2) expect(values[i]).toBe(values[i + 1]);
});

describe("refuses and changes nothing", () => {
  test.each([
    ["another length", [[1, 2]], {}, "VALUE_MISMATCH"],
    ["fewer dimensions", [1, 2, 3], {}, "VALUE_MISMATCH"],
    ["more dimensions", { data: counting(3), shape: [1, 1, 3] }, {}, "VALUE_MISMATCH"],
    ["no dimensions", 5, {}, "VALUE_MISMATCH"],
    ["flat data for several dimensions", counting(3), {}, "VALUE_MISMATCH"],
    ["ragged lists", [[1, 2, 3], [1]], {}, "VALUE_MISMATCH"],
    ["values that do not fit", [["x", "y", "z"]], {}, "VALUE_MISMATCH"],
    ["an axis that is none", [[1, 2, 3]], { axis: 2 }, "INVALID_ARGUMENT"],
    ["half an axis", [[1, 2, 3]], { axis: 0.5 }, "INVALID_ARGUMENT"],
  ])("%s", async (_, data, options, code) => {
    const { store, array } = await filled();
    const before = new Map(store.values);
    expect((await caught(array.append(data, options))).code).toBe(code);
    expect(array.shape).toEqual([2, 3]);
    expect(store.values).toEqual(before);
  });

  test("an array without dimensions", async () => {
    const array = await smallArray(new MapStore(), { shape: [] });
    expect((await caught(array.append(1))).code).toBe("INVALID_ARGUMENT");
  });

  test("what does not fit the shape that is stored now", async () => {
    const { store, array } = await filled();
    await (await openSmall(store)).resize([2, 4]);
    const error = await caught(array.append([[6, 7, 8]]));
    expect(error).toMatchObject({ code: "VALUE_MISMATCH", message: expect.stringContaining("[2, 4]") });
  });
});
