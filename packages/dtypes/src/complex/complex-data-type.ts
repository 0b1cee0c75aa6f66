import type { Complex, DataType, JsonValue } from "@zarrkit/core/contract";
import { floatFromJson, floatToJson } from "../float/fill-value.ts";
import type { FloatSpelling } from "../float/float-data-type.ts";
import { type FloatFormat, packFloat } from "../float/float-format.ts";
import { type Container, fixedSizeDataType, found } from "../foundation.ts";

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
