/**
 * `vlen-bytes`: variable-length byte strings.
 *
 * The chunk is a 32-bit little-endian item count, then for each item its length in bytes (32-bit
 * little-endian) and the bytes. Compatible with zarr-python, zarrs and numcodecs.
 *
 * - Source: zarr-extensions, codecs/vlen-bytes
 * - v3 names: `vlen-bytes`, `numcodecs.vlen-bytes`; v2 filter id: `vlen-bytes`
 * - Example: `{ "name": "vlen-bytes" }`
 */
import type { ArrayToBytesCodec, ChunkSpec, CodecFactory } from "@zarrkit/core/contract";
import { onlyMembers } from "../configuration.ts";
import {
  elementCount,
  readItems,
  requireVariableLength,
  valueChunk,
  valuesOf,
  writeItems,
} from "../length-prefixed.ts";

const NAME = "vlen-bytes";

const codec: ArrayToBytesCodec = Object.freeze({
  kind: "array_to_bytes",
  configuration: {},
  validate(spec: ChunkSpec): void {
    requireVariableLength(NAME, spec);
    if (typeof (spec.dataType.defaultFillValue as readonly unknown[])[0] === "string") {
      throw new TypeError(`${NAME}: stores byte strings, not elements of data type ${spec.dataType.name}`);
    }
  },
  encode(chunk, spec) {
    const items = valuesOf(NAME, chunk, spec).map((value, index) => {
      if (value instanceof Uint8Array) return value;
      throw new TypeError(
        `${NAME}: element ${index} is not a Uint8Array but ${value === null ? "null" : typeof value}`,
      );
    });
    return writeItems(NAME, items);
  },
  decode(bytes, spec) {
    // Copies: a small element must not keep the whole chunk alive, nor share its memory.
    const items = readItems(NAME, bytes, elementCount(spec.shape), (source, start, end) => source.slice(start, end));
    return valueChunk(items, spec.shape);
  },
} satisfies ArrayToBytesCodec);

export const factory: CodecFactory = {
  create(configuration) {
    onlyMembers(NAME, configuration, []);
    return codec;
  },
};
