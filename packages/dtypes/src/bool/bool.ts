/**
 * `bool`: one byte, 0 or 1. A stored byte that is neither counts as true, as it does for numpy.
 *
 * Source: zarr v3 core, "Data types"; v2 spelling `|b1`.
 *
 * @module
 */
import type { DataTypeFactory, Elements, JsonObject, JsonValue } from "@zarrkit/core/contract";
import type { BoolDataType } from "../bool.ts";
import {
  type Container,
  copyBytes,
  fixedSizeDataType,
  found,
  matchDtype,
  noConfiguration,
  typedArray,
} from "../foundation.ts";
import { hasBitsOutside } from "../memory/bit-mask.ts";

const container: Container<Uint8Array> = typedArray(Uint8Array, ["Uint8Array"]);

const dataType: BoolDataType = fixedSizeDataType<boolean, Uint8Array>({
  name: "bool",
  metadata: "bool",
  v2: { dtype: "|b1" },
  itemSize: 1,
  wordSizes: 1,
  container,
  checkContainer(bytes) {
    if (hasBitsOutside(bytes, 1)) {
      const at = bytes.findIndex((byte) => byte > 1);
      throw new RangeError(`bool: expected bytes of 0 and 1, found ${bytes[at]} at position ${at}`);
    }
  },
  read: (bytes, offset) => bytes[offset] !== 0,
  write(value, bytes, offset) {
    if (typeof value !== "boolean" && value !== 0 && value !== 1) {
      throw new TypeError(`bool: expected true, false, 0 or 1, found ${found(value)}`);
    }
    bytes[offset] = Number(value);
  },
  fillFromJson(json: JsonValue, zarrFormat, element) {
    const isTruth = typeof json === "boolean" || (zarrFormat === 2 && (json === 0 || json === 1));
    if (!isTruth) {
      throw new TypeError(`bool: expected a fill value of true or false, found ${found(json)}`);
    }
    element[0] = Number(json);
  },
  fillToJson: (element) => element[0] !== 0,
  normalize(elements: Elements): Elements {
    const bytes = elements as Uint8Array;
    return hasBitsOutside(bytes, 1) ? copyBytes(bytes).map((byte) => (byte === 0 ? 0 : 1)) : bytes;
  },
});

export const factory: DataTypeFactory = {
  fromV3(name: string, configuration: JsonObject | undefined) {
    noConfiguration(name, configuration);
    return dataType;
  },
  fromV2(dtype: JsonValue) {
    matchDtype("bool", dtype, /^[<>|]b1$/);
    return dataType;
  },
};
