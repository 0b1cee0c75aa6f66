/**
 * The IEEE 754 binary floating-point types: `float16`, `float32`, `float64`.
 *
 * Numbers are rounded to nearest, ties to even, and become infinite beyond the range, as numpy has it.
 * Fill values keep the bits of a NaN: `"NaN"` is the quiet one without payload, others are hex.
 *
 * Source: zarr v3 core, "Data types" and "Fill value"; v2 spellings `<f2` to `>f8`.
 *
 * @module
 */
import type { DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { type Container, typedArray } from "../memory/container.ts";
import { noConfiguration } from "../metadata/configuration.ts";
import { endianOf, matchDtype, numpyDtype } from "../metadata/v2-dtype.ts";
import { float16Format } from "./binary-float.ts";
import { floatDataType } from "./float-data-type.ts";
import { type FloatFormat, float32Format, float64Format } from "./float-format.ts";
import { float16Array } from "./float16-array.ts";

function floatFactory<Data>(format: FloatFormat, container: Container<Data>): DataTypeFactory {
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

export const float16: DataTypeFactory = floatFactory(float16Format, float16Array);
export const float32: DataTypeFactory = floatFactory(float32Format, typedArray(Float32Array, ["Float32Array"]));
export const float64: DataTypeFactory = floatFactory(float64Format, typedArray(Float64Array, ["Float64Array"]));
