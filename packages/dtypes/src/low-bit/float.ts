/**
 * Floats of 4 to 16 bits: one or two bytes each, those of less than 8 bits in the low bits of a byte whose
 * upper bits are ignored. Numbers are rounded to nearest, ties to even.
 *
 * A number beyond the range becomes infinite where the format has infinity, and is refused where it has
 * none; so are NaN without a NaN, and negative numbers and zero in `float8_e8m0fnu`.
 *
 * Source: zarr-extensions data types of these names. Version 2 spellings are tensorstore's: the name itself.
 *
 * @module
 */
import type { DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { floatDataType } from "../float/float-data-type.ts";
import type { FloatFormat } from "../float/float-format.ts";
import { endianOf, matchDtype, noConfiguration } from "../foundation.ts";
import { numbersOf } from "./container.ts";
import { fewBits } from "./few-bits.ts";
import { formats } from "./format.ts";

function floatFactory(format: FloatFormat): DataTypeFactory {
  const { name, size } = format;
  const container = numbersOf(format);
  const pattern = new RegExp(`^[<>|]?${name}$`);
  const peculiar = fewBits(format, 1);
  const plain = floatDataType(format, container, { name, v2: { dtype: name }, ...peculiar });
  return {
    fromV3(written: string, configuration: JsonObject | undefined) {
      noConfiguration(written, configuration);
      return plain;
    },
    fromV2(dtype: JsonValue) {
      const [spelling] = matchDtype(name, dtype, pattern);
      if (size === 1) {
        return plain;
      }
      const endian = endianOf(spelling) ?? "little";
      const v2 = { dtype: endian === "big" ? `>${name}` : name };
      return floatDataType(format, container, { name, v2, endian, ...peculiar });
    },
  };
}

const factories = new Map(formats.map((format) => [format.name, floatFactory(format)]));

/** The data type of a name. */
export const named = (name: string): DataTypeFactory => factories.get(name) as DataTypeFactory;
