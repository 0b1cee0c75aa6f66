/**
 * `adler32`: a Adler-32 checksum of the data, as zlib computes it.
 *
 * Four bytes, little-endian, at the start unless `location` says otherwise. Compatible with numcodecs.
 *
 * - Source: numcodecs `Adler32`
 * - v3 name: `numcodecs.adler32`; v2 id: `adler32`
 * - Example: `{ "id": "adler32", "location": "start" }`
 */
import type { CodecFactory } from "@zarrkit/core/contract";
import { adler32 } from "../checksum/adler32.ts";
import { checksumCodec, checksumLocations } from "../checksum/checksum-codec.ts";
import { readMembers, readWord } from "../configuration.ts";

const NAME = "adler32";

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["location"], context);
    const location = readWord(NAME, members, "location", checksumLocations, "start");
    return checksumCodec(NAME, location, { location }, adler32);
  },
};
