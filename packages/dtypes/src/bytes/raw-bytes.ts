/**
 * `raw_bytes` and `r8`, `r16`, `r24`…: exactly so many bytes for each element, without a meaning and without a
 * byte order. One data type in two spellings: the first is zarr-python's, the second zarr core's.
 *
 * The fill value is base64 for `raw_bytes` and a list with one integer for each byte for `r*`; both are read
 * for either.
 *
 * Source: zarr v3 core, "Data types" (`r*`); zarr-python (`raw_bytes`); v2 spelling `|V4`.
 *
 * ```json
 * { "name": "raw_bytes", "configuration": { "length_bytes": 4 } }
 * ```
 *
 * @module
 */
import type { DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import type { RawBytesDataType } from "../bytes.ts";
import {
  copyBytes,
  fixedSizeDataType,
  found,
  integerBetween,
  isBytes,
  largestItemSize,
  matchDtype,
  noConfiguration,
} from "../foundation.ts";
import { elementView } from "../memory/element-view.ts";
import { bytesFromBase64, bytesFromList, bytesToBase64 } from "../metadata/base64.ts";
import { lengthBytes } from "../metadata/length-bytes.ts";

function create(
  name: string,
  metadata: string | JsonObject,
  itemSize: number,
  fillToJson: (element: Uint8Array) => JsonValue,
): RawBytesDataType {
  const read = (bytes: Uint8Array, offset: number): Uint8Array => copyBytes(bytes.subarray(offset, offset + itemSize));

  function write(value: unknown, bytes: Uint8Array, offset: number): void {
    if (!isBytes(value)) {
      throw new TypeError(`${name}: expected a Uint8Array, found ${found(value)}`);
    }
    if (value.length !== itemSize) {
      throw new RangeError(`${name}: expected ${itemSize} bytes, found ${value.length}`);
    }
    bytes.set(value, offset);
  }

  return fixedSizeDataType({
    name,
    metadata,
    v2: { dtype: `|V${itemSize}` },
    itemSize,
    wordSizes: 1,
    container: elementView({ layout: `raw_bytes:${itemSize}`, itemSize, read, write }),
    read,
    write,
    fillFromJson(json, _, element) {
      const what = `${name} fill value`;
      write(Array.isArray(json) ? bytesFromList(what, json) : bytesFromBase64(what, json), element, 0);
    },
    fillToJson,
  });
}

function createRawBytes(itemSize: number): RawBytesDataType {
  return create("raw_bytes", { name: "raw_bytes", configuration: { length_bytes: itemSize } }, itemSize, bytesToBase64);
}

export const rawBytes: DataTypeFactory = {
  fromV3: (_name: string, configuration: JsonObject | undefined) =>
    createRawBytes(lengthBytes("raw_bytes", configuration)),
  fromV2(dtype: JsonValue) {
    const length = Number(matchDtype("raw_bytes", dtype, /^\|V([1-9][0-9]*)$/)[1]);
    return createRawBytes(integerBetween("raw_bytes length", length, 1, largestItemSize));
  },
};

export const rawBits: DataTypeFactory = {
  fromV3(name: string, configuration: JsonObject | undefined) {
    noConfiguration(name, configuration);
    const bits = integerBetween(`raw bits of ${found(name)}`, Number(name.slice(1)), 8, 8 * largestItemSize);
    if (bits % 8 !== 0) {
      throw new RangeError(`${name}: expected a multiple of 8 bits`);
    }
    return create(name, name, bits / 8, (element) => Array.from(element));
  },
};
