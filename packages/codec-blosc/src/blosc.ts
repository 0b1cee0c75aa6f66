/**
 * `blosc`: data in blocks, whose bytes or bits are shuffled by significance and then compressed.
 *
 * - Compatible with zarr-python, numcodecs, tensorstore, zarrs and everything on c-blosc 1.
 * - Specification: https://zarr-specs.readthedocs.io/en/latest/v3/codecs/blosc/index.html
 * - v3 names: `blosc`, `numcodecs.blosc`. Version 2 id: `blosc`.
 *
 * ```json
 * {
 *   "name": "blosc",
 *   "configuration": { "typesize": 2, "cname": "zstd", "clevel": 5, "shuffle": "shuffle", "blocksize": 0 }
 * }
 * ```
 *
 * Version 2 writes `shuffle` as a number: `{ "id": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1, "blocksize": 0 }`.
 * Readers look at the data only, so a configuration that does not fit it does no harm. The format has no checksum.
 *
 * @module
 */
import type {
  Allocate,
  BytesToBytesCodec,
  CodecContext,
  CodecFactory,
  DecodeBound,
  DecodedSpan,
  JsonObject,
} from "@zarrkit/core/contract";
import { platformCompressors } from "#inner-codec";
import { readConfiguration } from "./configuration.ts";
import { decodeBlosc } from "./decode.ts";
import { encodeBlosc } from "./encode.ts";
import { loadKernel } from "./wasm-kernel.ts";

/** Makes the codec from either spelling of its configuration. */
export const factory: CodecFactory = {
  async create(configuration: JsonObject | undefined, context: CodecContext): Promise<BytesToBytesCodec> {
    const settings = readConfiguration(configuration, context);
    const { blocking = false } = context;
    const backend = { kernel: await loadKernel(), compressors: platformCompressors, blocking };
    return Object.freeze<BytesToBytesCodec>({
      kind: "bytes_to_bytes",
      configuration: settings.stored,
      encode: (bytes: Uint8Array, allocate?: Allocate) => encodeBlosc(bytes, settings, backend, allocate),
      decode: (bytes: Uint8Array, bound: DecodeBound, into?: Uint8Array, wanted?: DecodedSpan) =>
        decodeBlosc(bytes, bound, backend, into, wanted),
    });
  },
};
