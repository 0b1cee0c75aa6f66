import type { BytesToBytesCodec, JsonObject } from "@zarrkit/core/contract";
import { requireDecodedSize } from "../decoded-size.ts";

export type ChecksumLocation = "start" | "end";
export const checksumLocations: readonly ChecksumLocation[] = ["start", "end"];
const SIZE = 4;

/**
 * A codec that puts the 32-bit little-endian checksum of the data before or behind it. Decoding throws
 * when they disagree.
 */
export function checksumCodec(
  name: string,
  location: ChecksumLocation,
  configuration: JsonObject,
  checksum: (bytes: Uint8Array) => number,
): BytesToBytesCodec {
  const atStart = location === "start";
  return Object.freeze({
    kind: "bytes_to_bytes",
    configuration,
    encode(bytes) {
      const encoded = new Uint8Array(bytes.length + SIZE);
      encoded.set(bytes, atStart ? SIZE : 0);
      new DataView(encoded.buffer).setUint32(atStart ? 0 : bytes.length, checksum(bytes), true);
      return encoded;
    },
    decode(bytes, bound) {
      const length = bytes.length - SIZE;
      if (length < 0) throw new RangeError(`${name}: ${bytes.length} bytes are too few to hold a checksum`);
      requireDecodedSize(name, length, bound);
      const data = atStart ? bytes.subarray(SIZE) : bytes.subarray(0, length);
      const stored = new DataView(bytes.buffer, bytes.byteOffset).getUint32(atStart ? 0 : length, true);
      const computed = checksum(data);
      if (stored !== computed) {
        throw new Error(
          `${name}: the checksum stored is ${hexadecimal(stored)}, but the data has ${hexadecimal(computed)}`,
        );
      }
      return data;
    },
    encodedSize: (decodedSize) => decodedSize + SIZE,
  } satisfies BytesToBytesCodec);
}

function hexadecimal(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}
