/**
 * Complex numbers of 4 to 16 bits a part: two floats for each element, real part first.
 *
 * Source: zarr-extensions data types `complex_float16`, `complex_bfloat16` and so on.
 *
 * @module
 */
import type { DataTypeFactory, JsonObject } from "@zarrkit/core/contract";
import { complexDataType } from "../complex/complex-data-type.ts";
import { float16Format } from "../float/binary-float.ts";
import type { FloatFormat } from "../float/float-format.ts";
import { float16Array } from "../float/float16-array.ts";
import { type Container, noConfiguration } from "../foundation.ts";
import { numbersOf } from "./container.ts";
import { fewBits } from "./few-bits.ts";
import * as format from "./format.ts";

function complexFactory<Data>(part: FloatFormat, container: Container<Data>): DataTypeFactory {
  const name = `complex_${part.name}`;
  const dataType = complexDataType(part, container, { name, v2: undefined, ...fewBits(part, 2) });
  return {
    fromV3(written: string, configuration: JsonObject | undefined) {
      noConfiguration(written, configuration);
      return dataType;
    },
  };
}

export const complexFloat16: DataTypeFactory = complexFactory(float16Format, float16Array);
export const complexBfloat16: DataTypeFactory = complexFactory(format.bfloat16, numbersOf(format.bfloat16));
export const complexFloat4E2m1fn: DataTypeFactory = complexFactory(format.float4E2m1fn, numbersOf(format.float4E2m1fn));
export const complexFloat6E2m3fn: DataTypeFactory = complexFactory(format.float6E2m3fn, numbersOf(format.float6E2m3fn));
export const complexFloat6E3m2fn: DataTypeFactory = complexFactory(format.float6E3m2fn, numbersOf(format.float6E3m2fn));
export const complexFloat8E3m4: DataTypeFactory = complexFactory(format.float8E3m4, numbersOf(format.float8E3m4));
export const complexFloat8E4m3: DataTypeFactory = complexFactory(format.float8E4m3, numbersOf(format.float8E4m3));
export const complexFloat8E4m3b11fnuz: DataTypeFactory = complexFactory(
  format.float8E4m3b11fnuz,
  numbersOf(format.float8E4m3b11fnuz),
);
export const complexFloat8E4m3fnuz: DataTypeFactory = complexFactory(
  format.float8E4m3fnuz,
  numbersOf(format.float8E4m3fnuz),
);
export const complexFloat8E5m2: DataTypeFactory = complexFactory(format.float8E5m2, numbersOf(format.float8E5m2));
export const complexFloat8E5m2fnuz: DataTypeFactory = complexFactory(
  format.float8E5m2fnuz,
  numbersOf(format.float8E5m2fnuz),
);
export const complexFloat8E8m0fnu: DataTypeFactory = complexFactory(
  format.float8E8m0fnu,
  numbersOf(format.float8E8m0fnu),
);
