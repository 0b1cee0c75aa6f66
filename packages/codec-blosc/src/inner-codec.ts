import type { MaybePromise } from "@zarrkit/core/contract";

/** The compressors that a platform brings along. Where zstd is absent, the WebAssembly build of c-blosc does it. */
export interface PlatformCompressors {
  readonly zlib: PlatformCompressor;
  readonly zstd?: PlatformCompressor;
}

export interface PlatformCompressor {
  /** The answer has exactly `size` bytes, or an error is thrown. */
  decode(stream: Uint8Array, size: number, isSmall: boolean): MaybePromise<Uint8Array>;
  /** `clevel` is blosc's, 1 to 9. */
  encode(block: Uint8Array, clevel: number, isSmall: boolean): MaybePromise<Uint8Array>;
}

/** zstd's level for one of blosc's, as c-blosc maps them. */
export function zstdLevel(clevel: number): number {
  return clevel < 9 ? 2 * clevel - 1 : 22;
}

/**
 * Throws unless a zstd stream is a frame that declares `size` bytes. What c-blosc writes always does, and a decoder
 * that trusts the frame would allocate what it declares.
 *
 * Source: RFC 8878, section 3.1.1.1.
 */
export function checkZstdHeader(stream: Uint8Array, size: number): void {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const found = ((): number | undefined => {
    if (stream.length < 6 || view.getUint32(0, true) !== 0xfd2fb528) return undefined;
    const descriptor = view.getUint8(4);
    const isSingleSegment = (descriptor & 0x20) !== 0;
    const at = 5 + (isSingleSegment ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] as number);
    const sizeFlag = descriptor >> 6;
    if ((sizeFlag === 0 && !isSingleSegment) || at + (1 << sizeFlag) > stream.length) return undefined;
    if (sizeFlag === 0) return view.getUint8(at);
    if (sizeFlag === 1) return view.getUint16(at, true) + 256;
    if (sizeFlag === 2) return view.getUint32(at, true);
    return Number(view.getBigUint64(at, true));
  })();
  if (found !== size) {
    throw new Error(
      `damaged blosc data: a zstd stream should declare ${size} bytes; found ${found ?? "no such header"}`,
    );
  }
}
