/**
 * `bz2`: bzip2 compression.
 *
 * Streams in a row are decoded as one; checksums are verified. Compatible with numcodecs and zarrs.
 *
 * - Source: numcodecs `BZ2`
 * - v3 name: `numcodecs.bz2`; v2 id: `bz2`
 * - Example: `{ "id": "bz2", "level": 1 }`
 */
import type { BytesToBytesCodec, CodecFactory } from "@zarrkit/core/contract";
import { decodeBzip2 } from "../bzip2/decoder.ts";
import { encodeBzip2 } from "../bzip2/encoder.ts";
import { readInteger, readMembers } from "../configuration.ts";

const NAME = "bz2";

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["level"], context);
    const level = readInteger(NAME, members, "level", { min: 1, max: 9, fallback: 1 });
    return Object.freeze({
      kind: "bytes_to_bytes",
      configuration: { level },
      encode: (bytes) => encodeBzip2(bytes, level),
      decode: decodeBzip2,
    } satisfies BytesToBytesCodec);
  },
};
