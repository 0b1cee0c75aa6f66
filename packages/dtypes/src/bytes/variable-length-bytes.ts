/**
 * `variable_length_bytes`, also registered as `bytes`: byte strings of any length, one `Uint8Array` for each
 * element. Stored by `vlen-bytes`.
 *
 * The fill value is base64; a list of integers is read too.
 *
 * Source: zarr-extensions data type `bytes`; zarr-python's name is the canonical one here, which it and zarrs read.
 * In version 2 `|O` with the filter `vlen-bytes`.
 *
 * @module
 */
import type { DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import type { VariableLengthBytesDataType } from "../bytes.ts";
import { found, isBytes, noConfiguration } from "../foundation.ts";
import { checkObjectDtype, variableLengthDataType } from "../memory/variable-length.ts";
import { bytesFromBase64, bytesFromList, bytesToBase64 } from "../metadata/base64.ts";

const name = "variable_length_bytes";

const dataType: VariableLengthBytesDataType = variableLengthDataType<Uint8Array>({
  name,
  v2: { dtype: "|O", objectCodec: "vlen-bytes" },
  defaultFillValue: new Uint8Array(0),
  defaultSerializer: { name: "vlen-bytes" },
  isContainer: (data) => data.every(isBytes),
  check(value) {
    if (!isBytes(value)) {
      throw new TypeError(`${name}: expected a Uint8Array, found ${found(value)}`);
    }
    return value;
  },
  fillFromJson(json, zarrFormat) {
    if (zarrFormat === 2 && json === 0) {
      return new Uint8Array(0);
    }
    return Array.isArray(json)
      ? bytesFromList(`${name} fill value`, json)
      : bytesFromBase64(`${name} fill value`, json);
  },
  fillToJson: bytesToBase64,
});

export const factory: DataTypeFactory = {
  fromV3(written: string, configuration: JsonObject | undefined) {
    noConfiguration(written, configuration);
    return dataType;
  },
  fromV2(dtype: JsonValue) {
    checkObjectDtype(name, dtype, ["vlen-bytes"]);
    return dataType;
  },
};
