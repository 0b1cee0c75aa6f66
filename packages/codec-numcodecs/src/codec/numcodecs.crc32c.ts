/**
 * `numcodecs.crc32c`: a CRC-32C checksum of the data, which unlike the registered `crc32c` may stand at either end.
 *
 * Four bytes, little-endian, at the end unless `location` says otherwise. Compatible with numcodecs.
 *
 * - Source: numcodecs `CRC32C`
 * - v3 name: `numcodecs.crc32c`; v2 id: `crc32c`
 * - Example: `{ "id": "crc32c", "location": "end" }`
 */
import type { CodecFactory } from "@zarrkit/core/contract";
import { checksumCodec, checksumLocations } from "../checksum/checksum-codec.ts";
import { crc32c } from "../checksum/crc32.ts";
import { readMembers, readWord } from "../configuration.ts";

const NAME = "numcodecs.crc32c";

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["location"], context);
    const location = readWord(NAME, members, "location", checksumLocations, "end");
    return checksumCodec(NAME, location, { location }, crc32c);
  },
};
