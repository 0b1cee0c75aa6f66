import type { DataType, Elements, Extension, JsonValue } from "@zarrkit/core/contract";
import { expect, test } from "vitest";
import { type DataTypeSubject, dataTypeConformance } from "../src/data-type.ts";

/** A uint16 as plain as can be. */
const uint16: DataType<number, Uint16Array> = Object.freeze({
  name: "uint16",
  metadata: "uint16",
  v2: { dtype: "<u2" },
  itemSize: 2,
  wordSizes: 2,
  defaultFillValue: new Uint8Array(2),
  defaultSerializer: { name: "bytes", configuration: { endian: "little" } },
  view(elements: Elements): Uint16Array {
    const bytes = elements as Uint8Array;
    return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
  },
  elementsOf: (data: unknown): Elements | undefined =>
    data instanceof Uint16Array ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : undefined,
  unpack(elements: Elements, index: number): number {
    checkIndex(elements, index);
    return new DataView((elements as Uint8Array).buffer, (elements as Uint8Array).byteOffset).getUint16(2 * index);
  },
  pack(value: unknown, elements: Elements, index: number): void {
    checkIndex(elements, index);
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 65535) {
      throw new RangeError("uint16: expected an integer from 0 to 65535");
    }
    new DataView((elements as Uint8Array).buffer, (elements as Uint8Array).byteOffset).setUint16(2 * index, value);
  },
  fillValueFromJson(json: JsonValue): Elements {
    const element = new Uint8Array(2);
    uint16.pack(json, element, 0);
    return element;
  },
  fillValueToJson: (fillValue: Elements): JsonValue => uint16.unpack(fillValue, 0),
});

function checkIndex(elements: Elements, index: number): void {
  if (!Number.isInteger(index) || index < 0 || 2 * index + 2 > elements.length) {
    throw new RangeError("uint16: index outside the elements");
  }
}

function subjectOf(dataType: DataType): DataTypeSubject {
  return {
    name: "uint16",
    dataType: () => dataType,
    scalars: [0, 1, 65535, 258],
    rejected: [-1, 65536, 0.5, "1", null],
    fillValues: [{ json: 258, scalar: 258 }],
    rejectedFillValues: [{ json: 65536 }, { json: "1" }, { json: null }],
    foreignData: [new Uint8Array(2), [1]],
  };
}

/** The descriptor of a type. */
const extensionOf = (dataType: DataType, change: Partial<Extension<"data_type">> = {}): Extension<"data_type"> => ({
  point: "data_type",
  name: "uint16",
  v2: /[<>]u2/,
  load: () => ({
    fromV3(_name, configuration) {
      if (configuration !== undefined) throw new TypeError("uint16: takes no configuration");
      return dataType;
    },
    fromV2(dtype) {
      if (dtype !== "<u2") throw new TypeError("uint16: expected <u2");
      return dataType;
    },
  }),
  ...change,
});
const described: Partial<DataTypeSubject> = {
  extension: extensionOf(uint16),
  invalid: [{ name: "uint16", configuration: {} }, { v2: "<u4" }],
};

dataTypeConformance({ test, expect }, { ...subjectOf(uint16), name: "uint16 under vitest" });
dataTypeConformance({ test }, { ...subjectOf(uint16), ...described });

/** Names of the tests that fail for a data type. */
async function failuresOf(dataType: DataType, more: Partial<DataTypeSubject> = {}): Promise<readonly string[]> {
  const tests: (readonly [string, () => Promise<void>])[] = [];
  const runner = { test: (name: string, run: () => Promise<void>) => tests.push([name, run]) };
  dataTypeConformance(runner, { ...subjectOf(dataType), ...more });
  const failures: string[] = [];
  for (const [name, run] of tests) {
    await run().catch(() => failures.push(name.replace("uint16: ", "")));
  }
  return failures;
}

test("a right data type fails nothing", async () => {
  expect(await failuresOf(uint16)).toEqual([]);
});

const mutants: readonly (readonly [string, Partial<DataType>, string])[] = [
  ["spells another name", { metadata: "uint8" }, "is frozen and spells its own name"],
  ["has words of the wrong size", { wordSizes: [2, 2] }, "has words that add up to an element"],
  ["has a long fill value", { defaultFillValue: new Uint8Array(4) }, "has one element as its default fill value"],
  [
    "has fields that overlap",
    { fields: [{ name: "a", dataType: uint16, offset: 1 }] },
    "has fields that follow one another",
  ],
  [
    "normalizes in vain",
    { normalize: (elements) => elements.slice() as Elements },
    "normalizes nothing that was packed",
  ],
  ["forgets values", { unpack: () => 0 }, "gives back every value it was given"],
  [
    "stores beside the element",
    {
      pack(value, elements, index) {
        uint16.pack(value, elements, index);
        if (index > 0) {
          uint16.pack(value, elements, index - 1);
        }
      },
    },
    "stores one element and no more",
  ],
  [
    "needs alignment",
    { unpack: (elements, index) => (uint16.view(elements)[index] as number) * 1 },
    "works at any alignment",
  ],
  [
    "takes anything",
    { pack: (value, elements, index) => uint16.pack(Number(value) & 0xffff, elements, index) },
    "refuses values it cannot hold, and stores nothing of them",
  ],
  [
    "ignores bounds",
    { unpack: (elements, index) => ((elements as Uint8Array)[2 * index] as number) ?? 0 },
    "refuses positions outside the elements",
  ],
  [
    "shows a copy",
    { view: (elements) => uint16.view(new Uint8Array(elements as Uint8Array)) },
    "shows elements over the same memory, and takes them back",
  ],
  [
    "takes bytes for its container",
    {
      elementsOf: (data) =>
        ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : undefined,
    },
    "takes nothing else for its container",
  ],
  ["writes another fill value", { fillValueToJson: () => 1 }, "reads and writes fill values exactly"],
  [
    "gives out its own fill value",
    { fillValueFromJson: () => uint16.defaultFillValue },
    "gives each fill value memory of its own",
  ],
  [
    "takes any fill value",
    { fillValueFromJson: (json) => uint16.fillValueFromJson(Number(json) & 0xffff, 3) },
    "refuses other fill values",
  ],
];

test.each(mutants)("a data type that %s is found out", async (_, change, clause) => {
  expect(await failuresOf(Object.freeze({ ...uint16, ...change }))).toContain(clause);
});

test("what a subject adds is tried", async () => {
  expect(await failuresOf(uint16, { accepted: [["1", 1]] })).toEqual(["takes other spellings of a value"]);
  expect(await failuresOf(uint16, { kindredData: [new Int16Array(1)] })).toEqual(["takes kindred containers"]);
  expect(await failuresOf(uint16, { invalidElements: [new Uint8Array(2)] })).toEqual([
    "refuses decoded elements that are none of its own",
  ]);
  expect(await failuresOf(uint16, { normalized: [{ from: new Uint8Array(2), to: new Uint8Array([1, 0]) }] })).toEqual([
    "normalizes into a copy",
  ]);
  expect(await failuresOf({ ...uint16 })).toEqual(["is frozen and spells its own name"]);
});

test("an extension that leads elsewhere is found out", async () => {
  const other = Object.freeze({ ...uint16, name: "int16", metadata: "int16", v2: { dtype: "<i2" } });
  const failing = async (change: Partial<DataTypeSubject>): Promise<readonly string[]> =>
    failuresOf(uint16, { ...described, ...change });
  expect(await failing({})).toEqual([]);
  expect(await failing({ extension: extensionOf(other) })).toEqual([
    "is found again under the name it writes",
    "is found again under its version 2 spelling",
  ]);
  expect(await failing({ extension: extensionOf(uint16, { name: "uint" }) })).toEqual([
    "is found again under the name it writes",
  ]);
  expect(await failing({ extension: extensionOf(uint16, { name: "uint", pattern: /uint(8|16)/ }) })).toEqual([]);
  expect(await failing({ extension: extensionOf(uint16, { v2: /u2/ }) })).toEqual([
    "is found again under its version 2 spelling",
  ]);
  expect(await failing({ invalid: [{ name: "uint16" }] })).toEqual(["refuses metadata that is not its own"]);
  expect(await failing({ invalid: [{ v2: "<u2" }] })).toEqual(["refuses metadata that is not its own"]);
});
