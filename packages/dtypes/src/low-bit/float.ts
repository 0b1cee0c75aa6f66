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
import * as format from "./format.ts";

function floatFactory(floatFormat: FloatFormat): DataTypeFactory {
  const { name, size } = floatFormat;
  const container = numbersOf(floatFormat);
  const pattern = new RegExp(`^[<>|]?${name}$`);
  const peculiar = fewBits(floatFormat, 1);
  const plain = floatDataType(floatFormat, container, { name, v2: { dtype: name }, ...peculiar });
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
      return floatDataType(floatFormat, container, { name, v2, endian, ...peculiar });
    },
  };
}

export const bfloat16: DataTypeFactory = floatFactory(format.bfloat16);
export const float4E2m1fn: DataTypeFactory = floatFactory(format.float4E2m1fn);
export const float6E2m3fn: DataTypeFactory = floatFactory(format.float6E2m3fn);
export const float6E3m2fn: DataTypeFactory = floatFactory(format.float6E3m2fn);
export const float8E3m4: DataTypeFactory = floatFactory(format.float8E3m4);
export const float8E4m3: DataTypeFactory = floatFactory(format.float8E4m3);
export const float8E4m3fn: DataTypeFactory = floatFactory(format.float8E4m3fn);
export const float8E4m3b11fnuz: DataTypeFactory = floatFactory(format.float8E4m3b11fnuz);
export const float8E4m3fnuz: DataTypeFactory = floatFactory(format.float8E4m3fnuz);
export const float8E5m2: DataTypeFactory = floatFactory(format.float8E5m2);
export const float8E5m2fnuz: DataTypeFactory = floatFactory(format.float8E5m2fnuz);
export const float8E8m0fnu: DataTypeFactory = floatFactory(format.float8E8m0fnu);
