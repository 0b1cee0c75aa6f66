/**
 * `null_terminated_bytes`: byte strings of at most `length_bytes` bytes, the rest zero. Zero bytes at the end are
 * no part of the value; others are.
 *
 * Longer values are refused where numpy cuts them off.
 *
 * Source: zarr-python (the name is not registered); v2 spelling `|S5`.
 *
 * ```json
 * { "name": "null_terminated_bytes", "configuration": { "length_bytes": 5 } }
 * ```
 *
 * @module
 */
import type { DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import type { NullTerminatedBytesDataType } from "../bytes.ts";
import {
  copyBytes,
  fixedSizeDataType,
  found,
  integerBetween,
  isBytes,
  largestItemSize,
  matchDtype,
} from "../foundation.ts";
import { elementView } from "../memory/element-view.ts";
import { bytesFromBase64, bytesToBase64 } from "../metadata/base64.ts";
import { lengthBytes } from "../metadata/length-bytes.ts";

const name = "null_terminated_bytes";

function create(itemSize: number): NullTerminatedBytesDataType {
  function read(bytes: Uint8Array, offset: number): Uint8Array {
    let end = offset + itemSize;
    while (end > offset && bytes[end - 1] === 0) {
      end--;
    }
    return copyBytes(bytes.subarray(offset, end));
  }

  function write(value: unknown, bytes: Uint8Array, offset: number): void {
    if (!isBytes(value)) {
      throw new TypeError(`${name}: expected a Uint8Array, found ${found(value)}`);
    }
    if (value.length > itemSize) {
      throw new RangeError(`${name}: expected at most ${itemSize} bytes, found ${value.length}`);
    }
    bytes.fill(0, offset + value.length, offset + itemSize);
    bytes.set(value, offset);
  }

  return fixedSizeDataType({
    name,
    metadata: { name, configuration: { length_bytes: itemSize } },
    v2: { dtype: `|S${itemSize}` },
    itemSize,
    wordSizes: 1,
    container: elementView({ layout: `${name}:${itemSize}`, itemSize, read, write }),
    read,
    write,
    fillFromJson: (json, _, element) => write(bytesFromBase64(`${name} fill value`, json), element, 0),
    fillToJson: (element) => bytesToBase64(read(element, 0)),
  });
}

export const factory: DataTypeFactory = {
  fromV3: (_name: string, configuration: JsonObject | undefined) => create(lengthBytes(name, configuration)),
  fromV2(dtype: JsonValue) {
    const length = Number(matchDtype(name, dtype, /^\|S([1-9][0-9]*)$/)[1]);
    return create(integerBetween(`${name} length`, length, 1, largestItemSize));
  },
};
