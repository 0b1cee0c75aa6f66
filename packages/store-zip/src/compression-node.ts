import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { crc32 as crc32InScript } from "./crc32.ts";

const deflateRaw = promisify(zlib.deflateRaw);
const inflateRaw = promisify(zlib.inflateRaw);

/** CRC-32 of bytes. Node has it from 20.15; its kin may not. */
export const crc32: (bytes: Uint8Array) => number =
  typeof zlib.crc32 === "function" ? (bytes) => zlib.crc32(bytes) : crc32InScript;

/** Raw deflate. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const { buffer, byteOffset, byteLength } = await deflateRaw(bytes);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Undoes raw deflate. Throws on damaged input, and as soon as the output would pass `size` bytes. */
export async function inflate(bytes: Uint8Array, size: number): Promise<Uint8Array> {
  // An allowance of nothing is not allowed, so a wrong length of 1 is left to the caller.
  const { buffer, byteOffset, byteLength } = await inflateRaw(bytes, { maxOutputLength: Math.max(size, 1) });
  return new Uint8Array(buffer, byteOffset, byteLength);
}
