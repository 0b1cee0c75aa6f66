import type { DataType, Elements, V2DataType } from "@zarrkit/core/contract";
import { hasBitsOutside } from "../memory/bit-mask.ts";
import { type Container, copyBytes } from "../memory/container.ts";
import { fixedSizeDataType } from "../memory/fixed-size.ts";
import { floatFromJson, floatToJson } from "./fill-value.ts";
import { type FloatFormat, packFloat } from "./float-format.ts";

/** What the spelling of a floating-point type adds to its format. */
export interface FloatSpelling {
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
    ...maskedBits(format),
    ...leastElement(format, 1),
  });
}

/** Formats of less than 8 bits: stored bytes may carry anything in the bits that do not count. */
export function maskedBits({ mask }: FloatFormat): { normalize?: (elements: Elements) => Elements } {
  if (mask === undefined) {
    return {};
  }
  return {
    normalize(elements: Elements): Elements {
      const bytes = elements as Uint8Array;
      return hasBitsOutside(bytes, mask) ? copyBytes(bytes).map((byte) => byte & mask) : bytes;
    },
  };
}

/** The fill value of a format whose word of zeros is not 0: `float8_e8m0fnu` has no 0, and takes 1. */
export function leastElement(format: FloatFormat, count: number): { defaultFillValue?: Uint8Array } {
  const element = new Uint8Array(count * format.size);
  if (format.read(element, 0) === 0) {
    return {};
  }
  for (let i = 0; i < count; i++) {
    format.write(1, element, i * format.size);
  }
  return { defaultFillValue: element };
}
