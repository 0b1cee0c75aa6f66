/**
 * `gzip`: compression to the gzip format (RFC 1952), with checksum verified.
 *
 * - Compatible with zarr-python, tensorstore, zarrs, numcodecs and every gzip tool.
 * - Specification: https://zarr-specs.readthedocs.io/en/latest/v3/codecs/gzip/index.html
 * - v3 names: `gzip`, `numcodecs.gzip`. Version 2 id: `gzip`.
 *
 * ```json
 * { "name": "gzip", "configuration": { "level": 5 } }
 * ```
 *
 * Several members one after another are one valid stream and are read, never written. The time in the header is
 * always zero, so that equal chunks give equal bytes. Padding or anything else behind the last member is an error.
 *
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
import type { DeflateFormat } from "./limit.ts";

function deflateFactory(format: DeflateFormat): CodecFactory {
  return {
    create(configuration: JsonObject | undefined, { spelling, blocking = false }: CodecContext): BytesToBytesCodec {
      const level = readLevel(format, configuration, spelling);
      return Object.freeze<BytesToBytesCodec>({
        kind: "bytes_to_bytes",
        configuration: { level },
        encode: (bytes: Uint8Array, allocate?: Allocate) => encodeDeflate(format, bytes, level, blocking, allocate),
        decode: (bytes: Uint8Array, bound: DecodeBound, into?: Uint8Array) =>
          decodeDeflate(format, bytes, bound, blocking, into),
      });
    },
  };
}

/** Makes the codec from `{ level }`. */
export const gzip: CodecFactory = deflateFactory("gzip");

/** Makes the codec from `{ level }`. */
export const zlib: CodecFactory = deflateFactory("zlib");
