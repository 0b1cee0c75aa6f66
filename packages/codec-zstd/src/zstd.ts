/**
 * `zstd`: Zstandard compression.
 *
 * - Compatible with zarr-python, tensorstore, zarrs, numcodecs and every zstd tool.
 * - Specification: https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/zstd and RFC 8878.
 * - v3 names: `zstd`, `numcodecs.zstd`. Version 2 id: `zstd`.
 *
 * ```json
 * { "name": "zstd", "configuration": { "level": 0, "checksum": false } }
 * ```
 *
 * Level 0 means zstd's own default (3). Frames one after another and skippable frames are read; so are frames that do
 * not tell their length. A checksum is verified wherever there is one. Frames that need a dictionary are refused.
 *
 * @module
 */

import type {
  Allocate,
  BytesToBytesCodec,
  CodecContext,
  CodecFactory,
  CodecSpelling,
  DecodeBound,
  DecodedSpan,
  JsonObject,
  MaybePromise,
} from "@zarrkit/core/contract";
import { type ZstandardLibrary, zstandard } from "#zstandard";
import { decodeFrames } from "./decode.ts";

/** What metadata says. */
export interface ZstdConfiguration {
  /** -131072 (fast) to 22 (small); 0 is the library's default. */
  readonly level: number;
  /** Whether a checksum is written behind the data. */
  readonly checksum: boolean;
}

const LOWEST_LEVEL = -131072;
const HIGHEST_LEVEL = 22;

function readConfiguration(configuration: JsonObject | undefined, spelling: CodecSpelling): ZstdConfiguration {
  for (const key of Object.keys(configuration ?? {})) {
    if (spelling === "zarr" && key !== "level" && key !== "checksum") {
      throw new Error(`the zstd codec has no option ${JSON.stringify(key)}; it knows: level, checksum`);
    }
  }
  const { level = 0, checksum = false } = (configuration ?? {}) as JsonObject;
  if (typeof level !== "number" || !Number.isInteger(level)) {
    throw new TypeError(`the level of the zstd codec must be an integer, found ${String(level)}`);
  }
  if (level < LOWEST_LEVEL || level > HIGHEST_LEVEL) {
    throw new RangeError(`the level of the zstd codec must be ${LOWEST_LEVEL} to ${HIGHEST_LEVEL}, found ${level}`);
  }
  if (typeof checksum !== "boolean") {
    throw new TypeError(`the checksum of the zstd codec must be true or false, found ${String(checksum)}`);
  }
  return { level, checksum };
}

/** Runs on the library at once when it is there, so that small chunks need no promise. */
function withLibrary<T>(action: (library: ZstandardLibrary) => MaybePromise<T>): MaybePromise<T> {
  const library = zstandard();
  return library instanceof Promise ? library.then(action) : action(library);
}

/** Makes the codec from `{ level, checksum }`. */
export const factory: CodecFactory = {
  create(configuration: JsonObject | undefined, { spelling, blocking = false }: CodecContext): BytesToBytesCodec {
    const { level, checksum } = readConfiguration(configuration, spelling);
    return Object.freeze<BytesToBytesCodec>({
      kind: "bytes_to_bytes",
      // numcodecs writes the checksum only where there is one.
      configuration: spelling === "zarr" || checksum ? { level, checksum } : { level },
      encode: (bytes: Uint8Array, allocate?: Allocate) =>
        withLibrary((library) => library.compress(bytes, level, checksum, blocking, allocate)),
      decode: (bytes: Uint8Array, bound: DecodeBound, into?: Uint8Array, wanted?: DecodedSpan) =>
        withLibrary((library) => decodeFrames(library, bytes, bound, { blocking, into, wanted })),
    });
  },
};
