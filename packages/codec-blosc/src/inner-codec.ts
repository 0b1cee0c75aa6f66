import type { MaybePromise } from "@zarrkit/core/contract";
import type { Kernel } from "./kernel.ts";

/** What does the work. */
export interface Backend {
  readonly kernel: Kernel;
  readonly compressors: PlatformCompressors;
  /** True on a thread that may be kept busy: nothing is left to the thread pool. */
  readonly blocking: boolean;
}

/** The compressors that come from elsewhere. */
export interface PlatformCompressors {
  readonly zlib: PlatformCompressor;
  readonly zstd: PlatformCompressor;
}

export interface PlatformCompressor {
  /**
   * Decodes streams that hold `size` bytes each; any other length is an error. `use` gets them all together; their memory
   * lasts until it returns.
   */
  decode(
    streams: readonly Uint8Array[],
    size: number,
    isSmall: boolean,
    use: (parts: readonly Uint8Array[]) => void,
  ): MaybePromise<void>;
  /** `clevel` is blosc's, 1 to 9. */
  encode(block: Uint8Array, clevel: number, isSmall: boolean): MaybePromise<Uint8Array>;
}

/** zstd's level for one of blosc's, as c-blosc maps them. */
export function zstdLevel(clevel: number): number {
  return clevel < 9 ? 2 * clevel - 1 : 22;
}

/**
 * Throws unless a zstd stream is a frame, and nothing else, that declares `size` bytes. What c-blosc writes always is,
 * and a decoder that trusts the frame would allocate what it declares.
 *
 * Source: RFC 8878, section 3.1.1.
 */
export function checkZstdFrame(stream: Uint8Array, size: number): void {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const damaged = (found: string): Error =>
    new Error(`damaged blosc data: a zstd stream should declare ${size} bytes; found ${found}`);
  if (stream.length < 6 || view.getUint32(0, true) !== 0xfd2fb528) throw damaged("no such header");
  const descriptor = view.getUint8(4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const at = 5 + (isSingleSegment ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] as number);
  const sizeFlag = descriptor >> 6;
  const width = sizeFlag === 0 && !isSingleSegment ? 0 : 1 << sizeFlag;
  if (width === 0 || at + width > stream.length) throw damaged("no such header");
  const declared =
    width === 1
      ? view.getUint8(at)
      : width === 2
        ? view.getUint16(at, true) + 256
        : width === 4
          ? view.getUint32(at, true)
          : Number(view.getBigUint64(at, true));
  if (declared !== size) throw damaged(String(declared));

  let end = at + width;
  for (let isLast = false; !isLast; ) {
    if (end + 3 > stream.length) throw new Error("damaged blosc data: a zstd stream is cut off");
    const header = view.getUint16(end, true) | (view.getUint8(end + 2) << 16);
    isLast = (header & 1) !== 0;
    // A block of type 1 repeats one byte.
    end += 3 + (((header >> 1) & 3) === 1 ? 1 : header >> 3);
  }
  if ((descriptor & 4) !== 0) end += 4;
  if (end !== stream.length) {
    throw new Error(`damaged blosc data: a zstd stream should end after ${end} bytes; it has ${stream.length}`);
  }
}
