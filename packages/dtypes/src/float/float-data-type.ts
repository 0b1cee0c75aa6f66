import type { DataType, V2DataType } from "@zarrkit/core/contract";
import type { Container } from "../memory/container.ts";
import { type FixedSizeParts, fixedSizeDataType } from "../memory/fixed-size.ts";
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
