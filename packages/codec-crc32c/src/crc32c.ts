/**
 * `crc32c`: appends the CRC-32C (Castagnoli) of the bytes as four little-endian bytes, and verifies it.
 *
 * - Compatible with zarr-python, tensorstore and zarrs.
 * - Specification: https://zarr-specs.readthedocs.io/en/latest/v3/codecs/crc32c/index.html
 * - v3 name: `crc32c`. The `crc32c` filter of numcodecs, which may put the checksum first, is another codec.
 *
 * ```json
 * { "name": "crc32c" }
 * ```
 *
 * @module
 */
import type { Allocate, BytesToBytesCodec, CodecFactory, DecodeBound, JsonObject } from "@zarrkit/core/contract";
import { checksum } from "./checksum.ts";

const CHECKSUM_SIZE = 4;

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}

const codec: BytesToBytesCodec = Object.freeze<BytesToBytesCodec>({
  kind: "bytes_to_bytes",
  configuration: undefined,

  encode(bytes: Uint8Array, allocate: Allocate = (byteLength) => new Uint8Array(byteLength)): Uint8Array {
    const encoded = allocate(bytes.length + CHECKSUM_SIZE);
    encoded.set(bytes);
    new DataView(encoded.buffer, encoded.byteOffset).setUint32(bytes.length, checksum(bytes), true);
    return encoded;
  },

  /** The answer is a view of `bytes`. */
  decode(bytes: Uint8Array, bound: DecodeBound): Uint8Array {
    const size = bytes.length - CHECKSUM_SIZE;
    if (size < 0) throw new RangeError(`crc32c data holds at least ${CHECKSUM_SIZE} bytes; found ${bytes.length}`);
    if (size > bound.limit || (bound.size !== undefined && size !== bound.size)) {
      throw new RangeError(`crc32c data should hold ${bound.size ?? `at most ${bound.limit}`} bytes; found ${size}`);
    }
    const data = bytes.subarray(0, size);
    const stored = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(size, true);
    const computed = checksum(data);
    if (stored !== computed) {
      throw new Error(`the crc32c checksum does not match: stored ${hex(stored)}, computed ${hex(computed)}`);
    }
    return data;
  },

  encodedSize: (decodedSize: number): number => decodedSize + CHECKSUM_SIZE,
});

/** Makes the codec, which has no options. */
export const factory: CodecFactory = {
  create(configuration: JsonObject | undefined): BytesToBytesCodec {
    for (const key of Object.keys(configuration ?? {})) {
      throw new Error(`the crc32c codec has no options; found ${JSON.stringify(key)}`);
    }
    return codec;
  },
};
