/** gzip members at level 1 in Node, where zlib is slow on what it cannot pack much. */
import * as native from "node:zlib";
import type { Allocate } from "@zarrkit/core/contract";
import { DeflateKernel } from "./deflate-kernel.ts";

/** Short chunks do better with the codes that need no description, which zlib knows. */
const SMALLEST = 4 * 1024;
/** Larger ones are left to zlib: they would hold up the thread, and memory that has grown stays. */
const LARGEST = 4 * 1024 * 1024;

/** The method is deflate, there is no time, no name and no system, and the fastest level was used (RFC 1952). */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255);
/** The checksum and the length. */
const TRAILER_SIZE = 8;

/** Made when first needed; `null` where that failed. */
let kernel: DeflateKernel | null | undefined;

function theKernel(): DeflateKernel | null {
  if (kernel !== undefined) return kernel;
  try {
    kernel = new DeflateKernel();
  } catch {
    kernel = null;
  }
  return kernel;
}

/** Encodes a member, or answers `undefined` for what zlib should encode. */
export function encodeFastGzip(
  bytes: Uint8Array,
  allocate: Allocate = (byteLength) => new Uint8Array(byteLength),
): Uint8Array | undefined {
  if (bytes.length < SMALLEST || bytes.length > LARGEST || typeof native.crc32 !== "function") return undefined;
  const kernel = theKernel();
  if (kernel === null) return undefined;
  const member = kernel.encode(bytes, HEADER.length, TRAILER_SIZE);
  member.set(HEADER);
  const trailer = new DataView(member.buffer, member.byteOffset + member.length - TRAILER_SIZE);
  trailer.setUint32(0, native.crc32(bytes), true);
  trailer.setUint32(4, bytes.length, true);
  const encoded = allocate(member.length);
  encoded.set(member);
  return encoded;
}
