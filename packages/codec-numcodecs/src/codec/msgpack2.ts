/**
 * `msgpack2`: the elements of a chunk as one MessagePack list, followed by the numpy data type and the shape.
 *
 * For arrays of objects, strings or byte strings in version 2. Byte strings appear as `Uint8Array`,
 * integers beyond 2^53 as `bigint`. Compatible with numcodecs.
 *
 * - Source: numcodecs `MsgPack`
 * - v2 filter id: `msgpack2`; v3 name: `numcodecs.msgpack2`
 * - Example: `{ "id": "msgpack2", "use_bin_type": true, "raw": false }`
 */
import type { ArrayToBytesCodec, CodecFactory } from "@zarrkit/core/contract";
import { readBoolean, readMembers } from "../configuration.ts";
import { readMessagePack, writeMessagePack } from "../object/message-pack.ts";
import { fromObjectList, listedDtype, toObjectList } from "../object/object-list.ts";

const NAME = "msgpack2";

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["raw", "use_single_float", "use_bin_type"], context);
    const raw = readBoolean(NAME, members, "raw", false);
    const options = {
      use_single_float: readBoolean(NAME, members, "use_single_float", false),
      use_bin_type: readBoolean(NAME, members, "use_bin_type", true),
    };
    return Object.freeze({
      kind: "array_to_bytes",
      configuration: { raw, ...options },
      validate: (spec) => void listedDtype(NAME, spec.dataType),
      encode(chunk, spec) {
        if (spec.shape.length === 0) throw new RangeError(`${NAME}: numcodecs cannot read chunks without dimensions`);
        return writeMessagePack(toObjectList(NAME, chunk, spec), options);
      },
      decode(bytes, spec) {
        const list = readMessagePack(bytes, raw);
        return fromObjectList(NAME, raw ? withTextDtype(list) : list, spec);
      },
    } satisfies ArrayToBytesCodec);
  },
};

/** Under `raw` even the data type is bytes. */
function withTextDtype(list: unknown): unknown {
  if (!Array.isArray(list) || list.length < 2) return list;
  const dtype: unknown = list[list.length - 2];
  if (!(dtype instanceof Uint8Array)) return list;
  return [...list.slice(0, -2), new TextDecoder().decode(dtype), list[list.length - 1]];
}
