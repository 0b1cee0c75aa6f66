/**
 * `fletcher32`: the data, then its Fletcher-32 checksum as HDF5 and netCDF compute it.
 *
 * Four bytes, little-endian. Compatible with numcodecs and zarrs.
 *
 * - Source: numcodecs `Fletcher32`
 * - v3 name: `numcodecs.fletcher32`; v2 id: `fletcher32`
 * - Example: `{ "id": "fletcher32" }`
 */
import type { CodecFactory } from "@zarrkit/core/contract";
import { checksumCodec } from "../checksum/checksum-codec.ts";
import { fletcher32 } from "../checksum/fletcher32.ts";
import { readMembers } from "../configuration.ts";

const NAME = "fletcher32";

export const factory: CodecFactory = {
  create(configuration, context) {
    readMembers(NAME, configuration, [], context);
    return checksumCodec(NAME, "end", {}, fletcher32);
  },
};
