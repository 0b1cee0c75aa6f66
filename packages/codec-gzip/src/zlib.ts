/**
 * `zlib`: compression to the zlib format (RFC 1950), with checksum verified.
 *
 * - Compatible with numcodecs and zarr-python; version 2 also with tensorstore and most other readers.
 * - Source: https://numcodecs.readthedocs.io/en/stable/compression/zlib.html
 * - v3 name: `numcodecs.zlib`. Version 2 id: `zlib`.
 *
 * ```json
 * { "id": "zlib", "level": 1 }
 * ```
 *
 * A chunk is exactly one stream; anything behind it is an error.
 *
 * @module
 */

import type {
  Allocate,
  BytesToBytesCodec,
  CodecContext,
  CodecFactory,
  DecodeBound,
  JsonObject,
} from "@zarrkit/core/contract";
import { decodeDeflate, encodeDeflate } from "#deflate";
import { readLevel } from "./configuration.ts";

/** Makes the codec from `{ level }`. */
export const factory: CodecFactory = {
  create(configuration: JsonObject | undefined, { spelling, blocking = false }: CodecContext): BytesToBytesCodec {
    const level = readLevel("zlib", configuration, spelling);
    return Object.freeze<BytesToBytesCodec>({
      kind: "bytes_to_bytes",
      configuration: { level },
      encode: (bytes: Uint8Array, allocate?: Allocate) => encodeDeflate("zlib", bytes, level, blocking, allocate),
      decode: (bytes: Uint8Array, bound: DecodeBound, into?: Uint8Array) =>
        decodeDeflate("zlib", bytes, bound, blocking, into),
    });
  },
};
