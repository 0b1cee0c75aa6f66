/**
 * `vlen-utf8`: variable-length strings.
 *
 * The chunk is a 32-bit little-endian item count, then for each item its length in bytes (32-bit
 * little-endian) and its UTF-8 bytes. Compatible with zarr-python, zarrs and numcodecs.
 *
 * - Source: zarr-extensions, codecs/vlen-utf8
 * - v3 names: `vlen-utf8`, `numcodecs.vlen-utf8`; v2 filter id: `vlen-utf8`
 * - Example: `{ "name": "vlen-utf8" }`
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

const NAME = "vlen-utf8";
/** Below this many bytes a loop is faster than a call of the platform's decoder. */
const SHORT = 24;

// A byte order mark is part of the string, and damaged UTF-8 is an error.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const loneSurrogate = /\p{Surrogate}/u;

const codec: ArrayToBytesCodec = Object.freeze({
  kind: "array_to_bytes",
  configuration: {},
  validate(spec: ChunkSpec): void {
    requireVariableLength(NAME, spec);
    if (typeof (spec.dataType.defaultFillValue as readonly unknown[])[0] === "object") {
      throw new TypeError(`${NAME}: stores strings, not elements of data type ${spec.dataType.name}`);
    }
  },
  encode(chunk, spec) {
    const items = valuesOf(NAME, chunk, spec).map((value, index) => {
      if (typeof value !== "string") {
        throw new TypeError(`${NAME}: element ${index} is not a string but ${value === null ? "null" : typeof value}`);
      }
      // The platform's encoder would replace it without a word.
      if (loneSurrogate.test(value)) {
        throw new RangeError(`${NAME}: element ${index} has a lone surrogate, which UTF-8 cannot hold`);
      }
      return encoder.encode(value);
    });
    return writeItems(NAME, items);
  },
  decode(bytes, spec) {
    return valueChunk(readItems(NAME, bytes, elementCount(spec.shape), readText), spec.shape);
  },
} satisfies ArrayToBytesCodec);

function readText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return decodeText(bytes, start, end);
  let text = "";
  for (let position = start; position < end; position++) {
    const byte = bytes[position] as number;
    if (byte > 0x7f) return decodeText(bytes, start, end);
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeText(bytes: Uint8Array, start: number, end: number): string {
  try {
    return decoder.decode(bytes.subarray(start, end));
  } catch (cause) {
    throw new TypeError(`${NAME}: bytes ${start} to ${end} are not valid UTF-8`, { cause });
  }
}

export const factory: CodecFactory = {
  create(configuration) {
    onlyMembers(NAME, configuration, []);
    return codec;
  },
};
