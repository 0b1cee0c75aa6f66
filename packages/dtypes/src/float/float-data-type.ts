import type { Complex, DataType, Elements, JsonValue, V2DataType } from "@zarrkit/core/contract";
import { hasBitsOutside } from "../memory/bit-mask.ts";
import { type Container, copyBytes } from "../memory/container.ts";
import { fixedSizeDataType } from "../memory/fixed-size.ts";
import { found } from "../metadata/found.ts";
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

/** Two numbers for each element, real part first; the container holds them interleaved. */
export function complexDataType<Data>(
  format: FloatFormat,
  container: Container<Data>,
  spelling: FloatSpelling,
): DataType<Complex, Data> {
  const { name } = spelling;
  const { size } = format;
  return fixedSizeDataType<Complex, Data>({
    ...spelling,
    metadata: name,
    itemSize: 2 * size,
    wordSizes: size,
    container,
    // Half an element would otherwise be seen only as a length that does not fit.
    checkContainer: () => undefined,
    read: (bytes, offset) => [format.read(bytes, offset), format.read(bytes, offset + size)],
    write(value, bytes, offset) {
      const [re, im] = partsOf(name, value);
      const element = new Uint8Array(2 * size);
      packFloat(format, re, element, 0);
      packFloat(format, im, element, size);
      bytes.set(element, offset);
    },
    fillFromJson(json: JsonValue, zarrFormat, element) {
      if (!Array.isArray(json) || json.length !== 2) {
        throw new TypeError(`${name}: expected a fill value of two parts, real and imaginary, found ${found(json)}`);
      }
      floatFromJson(format, json[0], zarrFormat, element, 0);
      floatFromJson(format, json[1], zarrFormat, element, size);
    },
    fillToJson: (element, zarrFormat) => [
      floatToJson(format, zarrFormat, element, 0),
      floatToJson(format, zarrFormat, element, size),
    ],
    ...maskedBits(format),
    ...leastElement(format, 2),
  });
}

function partsOf(name: string, value: unknown): readonly [unknown, unknown] {
  if (typeof value === "number" || typeof value === "bigint") {
    return [value, 0];
  }
  if (Array.isArray(value) && value.length === 2) {
    return [value[0], value[1]];
  }
  if (typeof value === "object" && value !== null && "re" in value && "im" in value) {
    return [value.re, value.im];
  }
  throw new TypeError(`${name}: expected [re, im], { re, im } or a number, found ${found(value)}`);
}

/** Formats of less than 8 bits: stored bytes may carry anything in the bits that do not count. */
function maskedBits({ mask }: FloatFormat): { normalize?: (elements: Elements) => Elements } {
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
function leastElement(format: FloatFormat, count: number): { defaultFillValue?: Uint8Array } {
  const element = new Uint8Array(count * format.size);
  if (format.read(element, 0) === 0) {
    return {};
  }
  for (let i = 0; i < count; i++) {
    format.write(1, element, i * format.size);
  }
  return { defaultFillValue: element };
}
