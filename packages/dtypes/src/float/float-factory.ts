import type { DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import type { Container } from "../memory/container.ts";
import { noConfiguration } from "../metadata/configuration.ts";
import { endianOf, matchDtype, numpyDtype } from "../metadata/v2-dtype.ts";
import { floatDataType } from "./float-data-type.ts";
import type { FloatFormat } from "./float-format.ts";

/** A floating-point type of the core specification, in both its spellings. */
export function floatFactory<Data>(format: FloatFormat, container: Container<Data>): DataTypeFactory {
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
