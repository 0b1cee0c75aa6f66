/** Parts of the xz file format that reading and writing share. Source: the .xz file format, version 1.1. */
import { crc32 } from "../checksum/crc32.ts";
import { crc64 } from "../checksum/crc64.ts";
import { sha256 } from "../checksum/sha256.ts";

export const XZ_MAGIC: readonly number[] = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
export const XZ_HEADER = 12;
export const XZ_FOOTER = 12;
export const LZMA2_FILTER = 0x21;
export const DELTA_FILTER = 0x03;

/** A checksum of a block. */
export interface XzCheck {
  readonly size: number;
  compute(bytes: Uint8Array): Uint8Array;
}

const checks: ReadonlyMap<number, XzCheck> = new Map([
  [0, { size: 0, compute: () => new Uint8Array(0) }],
  [1, { size: 4, compute: (bytes: Uint8Array) => littleEndian(crc32(bytes)) }],
  [4, { size: 8, compute: crc64 }],
  [10, { size: 32, compute: sha256 }],
]);

/** The checksum of a number that a header or a configuration gives. Throws for others than none, CRC32, CRC64 and SHA-256. */
export function xzCheck(kind: number): XzCheck {
  const check = checks.get(kind);
  if (check === undefined) throw new Error(`lzma: checksums of kind ${kind} are not supported`);
  return check;
}

/** A 32-bit number from the lowest byte up. */
export function littleEndian(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}
