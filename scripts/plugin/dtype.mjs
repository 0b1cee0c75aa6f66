// The template of a data type package: a complete one-byte type (letters A to Z) to write your own over.
export const describe = (plugin) => `The \`${plugin.zarrName}\` data type for Zarrkit.`;

export const readme = (plugin) => `
\`\`\`ts
import { createRegistry } from "@zarrkit/core";
import { ${plugin.identifier} } from "${plugin.packageName}";

const registry = createRegistry(${plugin.identifier});
// Hand \`registry\` to openArray or createArray, and name the type in the metadata:
// "data_type": "${plugin.zarrName}"
\`\`\`

| property | value |
|---|---|
| v3 name | \`${plugin.zarrName}\` |
| one element | a string, \`"A"\` to \`"Z"\` |
| \`NDArray.data\` | \`Uint8Array\` of character codes |
`;

export const index = (plugin) => `/**
 * The \`${plugin.zarrName}\` data type.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";

/** Costs nothing until an array names the type. */
export const ${plugin.identifier}: Extension<"data_type", "${plugin.zarrName}"> = {
  point: "data_type",
  name: "${plugin.zarrName}",
  load: () => import("./${plugin.file}.ts").then((module) => module.factory),
};
`;

export const implementation = (plugin) => `/**
 * \`${plugin.zarrName}\`: says in one sentence what an element is.
 *
 * Compatible with: name the implementations whose data you have tested against.
 * Source: name the section of the specification.
 *
 *     { "data_type": "${plugin.zarrName}", "fill_value": "A" }
 */
import type { DataType, DataTypeFactory, Elements } from "@zarrkit/core/contract";

const first = 65;
const last = 90;

function parse(value: unknown): number {
  const code = typeof value === "string" && value.length === 1 ? value.charCodeAt(0) : -1;
  if (code < first || code > last) {
    throw new RangeError(\`${plugin.zarrName}: expected one letter from A to Z, found \${String(value)}\`);
  }
  return code;
}

// Elements of a type with an \`itemSize\` are always bytes.
const bytesOf = (elements: Elements): Uint8Array => elements as Uint8Array;

const unpack = (elements: Elements, index: number): string => String.fromCharCode(bytesOf(elements)[index] as number);

const dataType: DataType<string, Uint8Array> = Object.freeze<DataType<string, Uint8Array>>({
  name: "${plugin.zarrName}",
  metadata: "${plugin.zarrName}",
  v2: undefined,
  itemSize: 1,
  wordSizes: 1,
  defaultFillValue: Uint8Array.of(first),
  defaultSerializer: { name: "bytes" },
  view: bytesOf,
  elementsOf: (data) => (data instanceof Uint8Array ? data : undefined),
  unpack,
  pack(value, elements, index) {
    bytesOf(elements)[index] = parse(value);
  },
  fillValueFromJson: (json) => Uint8Array.of(parse(json)),
  fillValueToJson: (fillValue) => unpack(fillValue, 0),
  normalize(elements) {
    for (const code of bytesOf(elements)) parse(String.fromCharCode(code));
    return elements;
  },
});

export const factory: DataTypeFactory = {
  fromV3(_name, configuration) {
    if (configuration !== undefined) throw new TypeError("${plugin.zarrName}: takes no configuration");
    return dataType;
  },
};
`;

export const test = (plugin) => `import type { DataType, DataTypeContext, JsonObject } from "@zarrkit/core/contract";
import { expect, test } from "vitest";
import { ${plugin.identifier} } from "../src/index.ts";

async function create(configuration?: JsonObject): Promise<DataType> {
  const factory = await ${plugin.identifier}.load();
  // This type asks its context for nothing.
  return factory.fromV3("${plugin.zarrName}", configuration, {} as DataTypeContext);
}

test("scalars are packed and unpacked, and others refused", async () => {
  const dataType = await create();
  const elements = new Uint8Array(2);
  dataType.pack("Z", elements, 1);
  expect([...elements]).toEqual([0, 90]);
  expect(dataType.unpack(elements, 1)).toBe("Z");
  for (const value of ["a", "AB", "", 65, null]) expect(() => dataType.pack(value, elements, 0)).toThrow(RangeError);
});

test("a fill value survives the metadata", async () => {
  const dataType = await create();
  expect(dataType.fillValueToJson(dataType.fillValueFromJson("Q", 3), 3)).toBe("Q");
  expect(dataType.fillValueToJson(dataType.defaultFillValue, 3)).toBe("A");
});

test("stored bytes that are no letter are refused, and so is a configuration", async () => {
  const dataType = await create();
  expect(() => dataType.normalize?.(Uint8Array.of(65, 3))).toThrow(RangeError);
  await expect(create({ unit: "s" })).rejects.toThrow(/no configuration/);
});
`;
