/**
 * `example.fixed_point`: a signed 32-bit integer that counts steps of 2^-`fraction_bits`. `fraction_bits` is 0 to 31.
 *
 * A value between two steps is rounded when it is stored; a fill value has to be a step. Version 2 has no such type.
 *
 *     { "data_type": { "name": "example.fixed_point", "configuration": { "fraction_bits": 8 } }, "fill_value": 0.5 }
 */
import type { DataType, DataTypeFactory, Elements, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { FixedPointArray } from "./fixed-point-array.ts";
import { FixedPointFormat } from "./fixed-point-format.ts";

const name = "example.fixed_point";

function readFractionBits(configuration: JsonObject = {}): number {
  const { fraction_bits: fractionBits, ...rest } = configuration;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new TypeError(`unknown option ${JSON.stringify(unknown)}; expected fraction_bits`);
  const isNumber = typeof fractionBits === "number" && Number.isInteger(fractionBits);
  if (isNumber && fractionBits >= 0 && fractionBits <= 31) return fractionBits;
  throw new RangeError(`fraction_bits must be an integer from 0 to 31, found ${String(fractionBits)}`);
}

// Elements of a type with an `itemSize` are always bytes.
const bytesOf = (elements: Elements): Uint8Array => elements as Uint8Array;

function createDataType(fractionBits: number): DataType<number, FixedPointArray> {
  const format = new FixedPointFormat(fractionBits);
  return Object.freeze<DataType<number, FixedPointArray>>({
    name,
    metadata: { name, configuration: { fraction_bits: fractionBits } },
    v2: undefined,
    itemSize: 4,
    wordSizes: 4,
    defaultFillValue: new Uint8Array(4),
    defaultSerializer: { name: "bytes", configuration: { endian: "little" } },
    view: (elements) => new FixedPointArray(bytesOf(elements), format),
    elementsOf(data) {
      // Another format's elements are other numbers: they go the slow way, one by one.
      const isOwn = data instanceof FixedPointArray && data.format.fractionBits === fractionBits;
      return isOwn ? data.bytes : undefined;
    },
    unpack: (elements, index) => format.read(bytesOf(elements), index),
    pack: (value, elements, index) => format.write(value, bytesOf(elements), index),
    fillValueFromJson(json: JsonValue) {
      if (!format.isExact(json)) throw new RangeError(`fill value ${String(json)} is no step of 2^-${fractionBits}`);
      const fillValue = new Uint8Array(4);
      format.write(json, fillValue, 0);
      return fillValue;
    },
    fillValueToJson: (fillValue) => format.read(bytesOf(fillValue), 0),
  });
}

export const factory: DataTypeFactory = {
  fromV3: (_name, configuration) => createDataType(readFractionBits(configuration)),
};
