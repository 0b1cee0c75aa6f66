import { describe, expect, test } from "vitest";
import { ZarrArray } from "../../../src/node/array/array.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { MapStore } from "../../support/map-store.ts";
import { record } from "../../support/record-type.ts";
import { smallArray } from "../../support/small-array.ts";
import { smallEnvironment, smallRegistry } from "../../support/small-environment.ts";

const dtype = {
  name: "record",
  configuration: {
    fields: [
      { name: "id", data_type: "int16" },
      { name: "value", data_type: "float64" },
      { name: "flag", data_type: "uint8" },
    ],
  },
};
const environment = { ...smallEnvironment(), registry: smallRegistry.extend(record) };
const rows = [1, 2, 3, 4, 5].map((id) => ({ id, value: id / 2, flag: id * 10 }));

async function filled(store: MapStore | CountingStore = new MapStore()): Promise<ZarrArray> {
  const array = await ZarrArray.create({ store, path: "a" }, { shape: [5], chunks: [2], dtype }, environment);
  await array.set(null, rows);
  return array;
}

describe("one field", () => {
  test("reads as an array of its own type", async () => {
    const result = await (await filled()).get([slice(1, 4)], { fields: "value" });
    expect(result.dtype).toBe("float64");
    expect(result.data).toEqual(Float64Array.of(1, 1.5, 2));
  });

  test("reads a whole chunk and a missing one", async () => {
    const array = await filled();
    expect((await array.get([slice(0, 2)], { fields: "id" })).data).toEqual(Int16Array.of(1, 2));
    await array.eraseChunks([slice(2, 4)]);
    expect((await array.get(undefined, { fields: "flag" })).data).toEqual(Uint8Array.of(10, 20, 0, 0, 50));
  });

  test("is written and leaves the others", async () => {
    const array = await filled();
    // Whole chunks too: what they hold in other fields stays.
    await array.set([slice(0, 3)], [-1, -2, -3], { fields: "id" });
    await array.mask.set([false, false, false, true, true], 9, { fields: "value" });
    expect((await array.get()).toList()).toEqual([
      { id: -1, value: 0.5, flag: 10 },
      { id: -2, value: 1, flag: 20 },
      { id: -3, value: 1.5, flag: 30 },
      { id: 4, value: 9, flag: 40 },
      { id: 5, value: 9, flag: 50 },
    ]);
  });

  test("is written to chunks that are not stored", async () => {
    const array = await filled();
    await array.eraseChunks();
    await array.set(null, 7, { fields: "flag" });
    expect((await array.get([1])).item()).toEqual({ id: 0, value: 0, flag: 7 });
  });

  test("takes values of its own type only", async () => {
    const array = await filled();
    expect((await caught(array.set(null, 1e6, { fields: "id" }))).code).toBe("VALUE_MISMATCH");
    expect((await caught(array.set(null, rows, { fields: "id" }))).code).toBe("VALUE_MISMATCH");
  });

  test("reads into memory of its own type", async () => {
    const data = new Int16Array(5);
    await (await filled()).get(undefined, { fields: "id", out: { data, shape: [5] } });
    expect([...data]).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("several fields", () => {
  test("read as structured elements, in the order asked", async () => {
    const result = await (await filled()).oindex.get([[4, 0]], { fields: ["flag", "id"] });
    expect(result.dtype).toBe("record");
    expect(result.dataType.itemSize).toBe(3);
    expect(result.dataType.fields?.map(({ name, offset }) => [name, offset])).toEqual([
      ["flag", 0],
      ["id", 1],
    ]);
    expect(result.toList()).toEqual([
      { flag: 50, id: 5 },
      { flag: 10, id: 1 },
    ]);
  });

  test("of one are still structured", async () => {
    const result = await (await filled()).get([0], { fields: ["value"] });
    expect(result.item()).toEqual({ value: 0.5 });
  });

  test("cannot be written", async () => {
    const array = await filled();
    const error = await caught(array.set(null, rows, { fields: ["id", "flag"] as never }));
    expect(error).toMatchObject({ code: "INVALID_SELECTION", message: expect.stringContaining("One field") });
  });
});

describe("refuses", () => {
  test.each([
    ["a name that is none", "nope", "the array's fields are id, value, flag"],
    ["one among others", ["id", "nope"], 'No field is named "nope"'],
    ["no names", [], "at least one field"],
    ["a name twice", ["id", "id"], "none twice"],
  ])("%s", async (_, fields, message) => {
    const error = await caught((await filled()).get([0], { fields }));
    expect(error).toMatchObject({ code: "INVALID_SELECTION", path: "a", message: expect.stringContaining(message) });
  });

  test("arrays that are not structured", async () => {
    const array = await smallArray(new MapStore(), { shape: [2] });
    const message = expect.stringContaining("An array of data type float64 has no fields");
    expect(await caught(array.get([0], { fields: "id" }))).toMatchObject({ code: "INVALID_SELECTION", message });
    expect(await caught(array.set([0], 1, { fields: "id" }))).toMatchObject({ code: "INVALID_SELECTION", message });
  });
});

test("writing a field costs one read and one write for each chunk", async () => {
  const store = new CountingStore();
  const array = await filled(store);
  store.reset();
  await array.set([slice(0, 4)], 3, { fields: "id" });
  expect(store.requests.map(({ kind, key }) => `${kind} ${key}`).sort()).toEqual([
    "get a/c/0",
    "get a/c/1",
    "set a/c/0",
    "set a/c/1",
  ]);
});
