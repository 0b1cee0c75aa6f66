/**
 * `object`: any JavaScript value for each element, in version 2 arrays of the type `|O` whose filter says what the
 * objects are: `json2`, `msgpack2`, `vlen-array`, `categorize`, or `pickle`, which its codec refuses.
 *
 * Version 3 has no such type: asked for by name, it throws.
 *
 * Source: numcodecs, "JSON" and "MsgPack".
 *
 * @module
 */
import type { DataTypeContext, DataTypeFactory, JsonValue } from "@zarrkit/core/contract";
import { found } from "../foundation.ts";
import { checkObjectDtype, variableLengthDataType } from "../memory/variable-length.ts";
import type { ObjectDataType } from "../object.ts";

const filters = ["json2", "msgpack2", "vlen-array", "categorize", "pickle"];

function isValue(value: unknown): boolean {
  return value !== undefined && typeof value !== "function" && typeof value !== "symbol";
}

function create(filter: string): ObjectDataType {
  return variableLengthDataType<unknown>({
    name: "object",
    v2: { dtype: "|O", objectCodec: filter },
    defaultFillValue: null,
    defaultSerializer: { name: `numcodecs.${filter}` },
    // A list of lists is more likely a nested list of the array's own shape.
    isContainer: (data) => data.every((value) => isValue(value) && !Array.isArray(value)),
    check(value) {
      if (!isValue(value)) {
        throw new TypeError(`object: expected a JSON value, found ${found(value)}`);
      }
      return value;
    },
    fillFromJson: (json) => json,
    fillToJson: (value) => value as JsonValue,
  });
}

export const factory: DataTypeFactory = {
  fromV3(name: string) {
    throw new TypeError(`${name}: version 3 has no object data type; use string, or bytes of your own encoding`);
  },
  fromV2: (dtype: JsonValue, _context: DataTypeContext, objectCodec?: string) =>
    create(checkObjectDtype("object", dtype, filters) ?? objectCodec ?? "json2"),
};
