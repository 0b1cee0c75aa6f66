/**
 * `crc32`: a CRC-32 checksum of the data, as zlib computes it.
 *
 * Four bytes, little-endian, at the start unless `location` says otherwise. Compatible with numcodecs.
 *
 * - Source: numcodecs `CRC32`
 * - v3 name: `numcodecs.crc32`; v2 id: `crc32`
 * - Example: `{ "id": "crc32", "location": "start" }`
 */
import type { CodecFactory } from "@zarrkit/core/contract";
import { checksumCodec, checksumLocations } from "../checksum/checksum-codec.ts";
import { crc32 } from "../checksum/crc32.ts";
import { readMembers, readWord } from "../configuration.ts";

const NAME = "crc32";

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["location"], context);
    const location = readWord(NAME, members, "location", checksumLocations, "start");
    return checksumCodec(NAME, location, { location }, crc32);
  },
};
