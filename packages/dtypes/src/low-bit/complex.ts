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
import { formats } from "./format.ts";

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

const factories = new Map([
  ["complex_float16", complexFactory(float16Format, float16Array)],
  ...formats.map((part) => [`complex_${part.name}`, complexFactory(part, numbersOf(part))] as const),
]);

/** The data type of a name. */
export const named = (name: string): DataTypeFactory => factories.get(name) as DataTypeFactory;
