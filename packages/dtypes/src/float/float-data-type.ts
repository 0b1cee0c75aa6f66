import type { DataType, DataTypeFactory, JsonObject, JsonValue, V2DataType } from "@zarrkit/core/contract";
import {
  type Container,
  endianOf,
  type FixedSizeParts,
  fixedSizeDataType,
  matchDtype,
  noConfiguration,
  numpyDtype,
} from "../foundation.ts";
import { floatFromJson, floatToJson } from "./fill-value.ts";
import { type FloatFormat, packFloat } from "./float-format.ts";

/** What a floating-point type adds to its format: its spelling, and what is peculiar to elements of few bits. */
export interface FloatSpelling extends Pick<FixedSizeParts<number, unknown>, "normalize" | "defaultFillValue"> {
  readonly name: string;
  readonly v2: V2DataType | undefined;
  readonly endian?: "little" | "big" | undefined;
}

/** A real number for each element. */
export function floatDataType<Data>(
  format: FloatFormat,
  container: Container<Data>,
  spelling: FloatSpelling,
): DataType<number, Data> {
  return fixedSizeDataType<number, Data>({
    ...spelling,
    metadata: spelling.name,
    itemSize: format.size,
    wordSizes: format.size,
    container,
    read: format.read,
    write: (value, bytes, offset) => packFloat(format, value, bytes, offset),
    fillFromJson: (json, zarrFormat, element) => floatFromJson(format, json, zarrFormat, element, 0),
    fillToJson: (element, zarrFormat) => floatToJson(format, zarrFormat, element, 0),
  });
}

/** A floating-point type of the core specification, in both its spellings. */
export function floatFactory<Data>(format: FloatFormat, container: Container<Data>): DataTypeFactory {
  const { name, size } = format;
  const code = `f${size}`;
  const pattern = new RegExp(`^[<>]${code}$`);
  const plain = floatDataType(format, container, { name, v2: numpyDtype(code, undefined) });
  return {
    fromV3(written: string, configuration: JsonObject | undefined) {
      noConfiguration(written, configuration);
      return plain;
    },
    fromV2(dtype: JsonValue) {
      const endian = endianOf(matchDtype(name, dtype, pattern)[0]);
      return floatDataType(format, container, { name, v2: numpyDtype(code, endian), endian });
    },
  };
}
