/**
 * `string`: Unicode text of any length, one JavaScript string for each element. Stored by `vlen-utf8`.
 *
 * Source: zarr-extensions data type `string`; in version 2 `|O` with the filter `vlen-utf8`, whose fill value may be
 * the number 0 in old arrays: it means the empty string.
 *
 * @module
 */
import type { DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { noConfiguration } from "../foundation.ts";
import { checkObjectDtype, variableLengthDataType } from "../memory/variable-length.ts";
import type { StringDataType } from "../string.ts";
import { checkText, isWellFormed } from "./well-formed.ts";

const dataType: StringDataType = variableLengthDataType<string>({
  name: "string",
  v2: { dtype: "|O", objectCodec: "vlen-utf8" },
  defaultFillValue: "",
  defaultSerializer: { name: "vlen-utf8" },
  isContainer: (data) => data.every((value) => typeof value === "string" && isWellFormed(value)),
  check: (value) => checkText("string", value),
  fillFromJson: (json, zarrFormat) => (zarrFormat === 2 && json === 0 ? "" : checkText("string fill value", json)),
  fillToJson: (value) => value,
});

export const factory: DataTypeFactory = {
  fromV3(name: string, configuration: JsonObject | undefined) {
    noConfiguration(name, configuration);
    return dataType;
  },
  fromV2(dtype: JsonValue) {
    checkObjectDtype("string", dtype, ["vlen-utf8"]);
    return dataType;
  },
};
