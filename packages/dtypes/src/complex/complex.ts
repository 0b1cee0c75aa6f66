/**
 * The complex numbers: two floats for each element, real part first, each with a byte order of its own.
 *
 * Source: zarr v3 core, "Data types"; v2 spellings `<c8` to `>c16`.
 *
 * @module
 */
import type { DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { type FloatFormat, float32Format, float64Format } from "../float/float-format.ts";
import { type Container, endianOf, matchDtype, noConfiguration, numpyDtype, typedArray } from "../foundation.ts";
import { complexDataType } from "./complex-data-type.ts";

function complexFactory<Data>(format: FloatFormat, container: Container<Data>): DataTypeFactory {
  const name = `complex${16 * format.size}`;
  const code = `c${2 * format.size}`;
  const pattern = new RegExp(`^[<>]${code}$`);
  const plain = complexDataType(format, container, { name, v2: numpyDtype(code, undefined) });
  return {
    fromV3(written: string, configuration: JsonObject | undefined) {
      noConfiguration(written, configuration);
      return plain;
    },
    fromV2(dtype: JsonValue) {
      const endian = endianOf(matchDtype(name, dtype, pattern)[0]);
      return complexDataType(format, container, { name, v2: numpyDtype(code, endian), endian });
    },
  };
}

export const complex64: DataTypeFactory = complexFactory(float32Format, typedArray(Float32Array, ["Float32Array"]));
export const complex128: DataTypeFactory = complexFactory(float64Format, typedArray(Float64Array, ["Float64Array"]));
