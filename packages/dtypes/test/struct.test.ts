import type { JsonValue } from "@zarrkit/core/contract";
import { expect, test } from "vitest";
import type { ElementView, StructValue } from "../src/index.ts";
import { conformance } from "./conformance.ts";
import { v2, v3 } from "./resolve.ts";

const point = {
  name: "struct",
  configuration: {
    fields: [
      { name: "x", data_type: "int16" },
      { name: "ok", data_type: "bool" },
      { name: "label", data_type: { name: "fixed_length_utf32", configuration: { length_bytes: 8 } } },
    ],
  },
};

conformance<StructValue, ElementView<StructValue>>({
  name: "struct",
  dataType: () => v3(point),
  scalars: [
    { x: 0, ok: false, label: "" },
    { x: -5, ok: true, label: "é😀" },
  ],
  accepted: [[Object.assign(Object.create(null), { label: "a", x: 1n, ok: 1 }), { x: 1, ok: true, label: "a" }]],
  rejected: [
    undefined,
    null,
    1,
    "x",
    [1, true, "a"],
    {},
    { x: 1, ok: true },
    { x: 1, ok: true, label: "abc" },
    { x: 40000, ok: true, label: "" },
    { x: 1, ok: true, label: "", more: 1 },
    Object.create({ x: 1, ok: true, label: "" }),
  ],
  fillValues: [
    { json: { x: 3, ok: true, label: "a" }, zarrFormat: 3, scalar: { x: 3, ok: true, label: "a" } },
    { json: "AwABYQAAAGIAAAA=", zarrFormat: 2, scalar: { x: 3, ok: true, label: "ab" } },
    { json: "AwABYQAAAGIAAAA=", zarrFormat: 3, written: { x: 3, ok: true, label: "ab" } },
  ],
  rejectedFillValues: [
    { json: { x: 3, ok: true } },
    { json: { x: 3, ok: true, label: "", more: 0 } },
    { json: { x: 3, ok: 1, label: "" } },
    { json: { x: 3, ok: true, label: "a" }, zarrFormat: 2 },
    { json: "AwAB" },
    { json: [3, true, "a"] },
    { json: 0 },
    { json: null },
  ],
  foreignData: [[{ x: 1, ok: true, label: "" }], new Uint8Array(11)],
  normalized: [
    {
      from: new Uint8Array([1, 0, 7, 97, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 97, 0, 0, 0, 0, 0, 0, 0]),
      to: new Uint8Array([1, 0, 1, 97, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 97, 0, 0, 0, 0, 0, 0, 0]),
    },
  ],
  invalidElements: [new Uint8Array([1, 0, 1, 0, 0xd8, 0, 0, 0, 0, 0, 0])],
});

test("words follow one another as declared", async () => {
  const dataType = await v3(point);
  expect(dataType.itemSize).toBe(11);
  expect(dataType.wordSizes).toEqual([2, 1, 4, 4]);
  expect(dataType.fields?.map(({ name, offset }) => [name, offset])).toEqual([
    ["x", 0],
    ["ok", 2],
    ["label", 3],
  ]);
  expect(dataType.metadata).toEqual(point);
  expect(dataType.v2).toEqual({
    dtype: [
      ["x", "<i2"],
      ["ok", "|b1"],
      ["label", "<U2"],
    ],
  });
  expect(
    (
      await v2([
        ["a", "<f4"],
        ["b", "<i4", [2, 2]],
      ])
    ).wordSizes,
  ).toBe(4);
  expect(
    (
      await v2([
        ["a", "|u1"],
        ["b", "|S3"],
      ])
    ).defaultSerializer,
  ).toEqual({ name: "bytes" });
  expect(dataType.defaultSerializer).toEqual({ name: "bytes", configuration: { endian: "little" } });
});

test("the old name is read with pairs, and the new one written", async () => {
  const old = {
    name: "structured",
    configuration: {
      fields: [
        ["x", "int16"],
        ["y", "float32"],
      ],
    },
  };
  const dataType = await v3(old);
  expect(dataType.name).toBe("struct");
  expect(dataType.metadata).toEqual({
    name: "struct",
    configuration: {
      fields: [
        { name: "x", data_type: "int16" },
        { name: "y", data_type: "float32" },
      ],
    },
  });
  await expect(v3({ ...old, name: "struct" })).rejects.toThrow(TypeError);
  expect(dataType.unpack(dataType.fillValueFromJson("AQAAAIA/", 3), 0)).toEqual({ x: 1, y: 1 });
});

test("big-endian fields, and the fill value in their order", async () => {
  const dataType = await v2([
    ["a", ">i2"],
    ["b", "|u1"],
    ["c", ">f4"],
  ]);
  expect(dataType.endian).toBe("big");
  const fill = dataType.fillValueFromJson("AQIDP4AAAA==", 2);
  expect(dataType.unpack(fill, 0)).toEqual({ a: 0x0102, b: 3, c: 1 });
  expect(dataType.fillValueToJson(fill, 2)).toBe("AQIDP4AAAA==");
});

test("each field of a version 2 structure may have its own byte order", async () => {
  const dataType = await v2<StructValue>([
    ["a", ">i2"],
    [
      "p",
      [
        ["q", "<f4"],
        ["r", ">u2"],
      ],
      2,
    ],
    ["b", "|u1"],
    ["c", "<i2"],
  ]);
  expect(dataType.endian).toBeUndefined();
  expect(dataType.foreignWordSizes).toEqual([2, 1, 1, 1, 1, 2, 1, 1, 1, 1, 2, 1, 1, 1]);
  const json = "AQIAAIA/AAcAAABAAAgDBQA=";
  const fill = dataType.fillValueFromJson(json, 2);
  expect(dataType.unpack(fill, 0)).toEqual({
    a: 0x0102,
    p: [
      { q: 1, r: 7 },
      { q: 2, r: 8 },
    ],
    b: 3,
    c: 5,
  });
  expect(dataType.fillValueToJson(fill, 2)).toBe(json);
});

test("subarrays are nested lists", async () => {
  const dataType = await v2<StructValue>([
    ["m", "<f4", [2, 3]],
    ["p", [["q", "|u1"]], 2],
    ["s", "<i2", []],
  ]);
  expect(dataType.itemSize).toBe(28);
  expect(dataType.v2?.dtype).toEqual([
    ["m", "<f4", [2, 3]],
    ["p", [["q", "|u1"]], [2]],
    ["s", "<i2"],
  ]);
  expect(dataType.wordSizes).toEqual([4, 4, 4, 4, 4, 4, 1, 1, 2]);
  const value = {
    m: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    p: [{ q: 7 }, { q: 8 }],
    s: -1,
  };
  const elements = new Uint8Array(28);
  dataType.pack(value, elements, 0);
  expect(dataType.unpack(elements, 0)).toEqual(value);
  dataType.pack({ ...value, m: Float32Array.of(6, 5, 4, 3, 2, 1) }, elements, 0);
  expect(dataType.unpack(elements, 0)).toEqual({
    ...value,
    m: [
      [6, 5, 4],
      [3, 2, 1],
    ],
  });
  for (const m of [
    1,
    [1, 2, 3, 4, 5, 6],
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    Float32Array.of(1),
    [
      [1, 2, 3],
      [4, 5, "6"],
    ],
  ]) {
    expect(() => dataType.pack({ ...value, m }, elements, 0)).toThrow();
  }
});

test("fields named after members of objects are plain fields", async () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  const dataType = await v3<StructValue>({
    name: "struct",
    configuration: { fields: names.map((name) => ({ name, data_type: "int8" })) },
  });
  const given = JSON.parse('{"__proto__":1,"constructor":2,"toString":3,"hasOwnProperty":4}') as StructValue;
  const elements = new Uint8Array(4);
  dataType.pack(given, elements, 0);
  expect([...elements]).toEqual([1, 2, 3, 4]);
  const value = dataType.unpack(elements, 0);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.entries(value)).toEqual(Object.entries(given));
  // What an object inherits does not count as given.
  expect(() => dataType.pack({}, elements, 0)).toThrow(/missing/);
  const json = dataType.fillValueToJson(elements, 3);
  expect(JSON.stringify(json)).toBe(JSON.stringify(given));
  expect(dataType.fillValueFromJson(json, 3)).toEqual(elements);
});

const oddFields: readonly (readonly [string, JsonValue])[] = [
  ["no fields", []],
  ["no list", { x: "int8" }],
  [
    "a name twice",
    [
      { name: "x", data_type: "int8" },
      { name: "x", data_type: "int8" },
    ],
  ],
  ["an empty name", [{ name: "", data_type: "int8" }]],
  ["a number for a name", [{ name: 1, data_type: "int8" }]],
  ["no type", [{ name: "x" }]],
  ["more than name and type", [{ name: "x", data_type: "int8", offset: 0 }]],
  ["a type of variable length", [{ name: "x", data_type: "string" }]],
  ["an unknown type", [{ name: "x", data_type: "int7" }]],
];
test.each(oddFields)("%s", async (_, fields) => {
  await expect(v3({ name: "struct", configuration: { fields } })).rejects.toThrow();
});

test.each([
  [[]],
  [[["x"]]],
  [[["x", "<i2", [2], 0]]],
  [[["x", "<i2", [0]]]],
  [[["x", "<i2", [-1]]]],
  [[["x", "<i2", "2"]]],
  [[["x", "<i2", [65536, 65536]]]],
  [[["x", "<i2", new Array(65).fill(1)]]],
  [
    [
      [
        "x",
        [
          ["a", "<i2"],
          ["b", "|u1"],
        ],
        [4194304],
      ],
    ],
  ],
  [[[["title", "x"], "<i2"]]],
  [["x", "<i2"]],
] as [JsonValue][])("v2 fields %j are refused", async (dtype) => {
  await expect(v2(dtype)).rejects.toThrow();
});

test("a struct without a v2 spelling says so", async () => {
  const fields = [{ name: "x", data_type: "complex_bfloat16" }];
  expect((await v3({ name: "struct", configuration: { fields } })).v2).toBeUndefined();
});

test("views of structs", async () => {
  const dataType = await v3<StructValue, ElementView<StructValue>>(point);
  const elements = new Uint8Array(22);
  const view = dataType.view(elements);
  view.set(1, { x: 2, ok: true, label: "b" });
  expect(view.length).toBe(2);
  expect(view.get(1)).toEqual({ x: 2, ok: true, label: "b" });
  expect(view.at(-1)).toEqual(view.get(1));
  expect(view.at(2)).toBeUndefined();
  expect([...view]).toEqual(view.toArray());
  expect(() => view.get(2)).toThrow(RangeError);
  expect(() => view.set(-1, view.get(0))).toThrow(RangeError);
  const other = await v3(point);
  expect(other.elementsOf(view)).toBe(elements);
  expect((await v3("r88")).elementsOf(view)).toBeUndefined();
  expect(() => dataType.view(new Uint8Array(12))).toThrow(/whole number/);
});
