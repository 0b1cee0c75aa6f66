/**
 * zstd in Node, Bun and Deno: `node:zlib` where it has zstd (Node 22.15 and later), WebAssembly elsewhere.
 */
import { availableParallelism } from "node:os";
import * as native from "node:zlib";
import { handOver, own, takeOutput } from "@zarrkit/codec-base/output-memory";
import { ThreadPool } from "@zarrkit/codec-base/thread-pool";
import type { Allocate, MaybePromise } from "@zarrkit/core/contract";
import { appendChecksum } from "./content-checksum.ts";
import type { ZstandardLibrary } from "./library.ts";

export type { ZstandardLibrary } from "./library.ts";

const threadPool = new ThreadPool(availableParallelism());

/** Up to these lengths a call on the thread pool costs more than the work itself. */
const INLINE_DECODE = 64 * 1024;
const INLINE_ENCODE = { fast: 128 * 1024, thorough: 32 * 1024 };
/** Up to this level, zstd compresses several hundred megabytes a second. */
const FASTEST_LEVELS = 3;
/** Up to here decoding, or encoding fast, takes about a millisecond, for which the event loop can wait where the thread pool is busy. */
const SHORT = 1024 * 1024;

function damaged(cause: unknown, limit: number): Error {
  if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
    return new RangeError(`zstd data should decode to at most ${limit} bytes; it goes on`);
  }
  return new Error(`damaged zstd data: ${(cause as Error).message}`, { cause });
}

/** zstd of the runtime. */
export const nativeZstandard: ZstandardLibrary = {
  compress(
    bytes: Uint8Array,
    level: number,
    checksum: boolean,
    blocking = false,
    allocate?: Allocate,
  ): MaybePromise<Uint8Array> {
    // What zstd may need at most.
    const room = bytes.length + (bytes.length >> 8) + 128;
    const { ZSTD_c_compressionLevel, ZSTD_c_checksumFlag } = native.constants;
    const options: native.ZstdOptions & { pledgedSrcSize: number } = {
      params: { [ZSTD_c_compressionLevel]: level, [ZSTD_c_checksumFlag]: checksum ? 1 : 0 },
      // Puts the content size into the header, which readers want.
      pledgedSrcSize: bytes.length,
      chunkSize: room,
    };
    const isFast = level <= FASTEST_LEVELS;
    const isShort = bytes.length <= INLINE_ENCODE[isFast ? "fast" : "thorough"];
    if (blocking || isShort || (isFast && bytes.length <= SHORT && threadPool.isOwnTurn())) {
      return handOver(native.zstdCompressSync(bytes, options), room, allocate);
    }
    return threadPool
      .run((done) => native.zstdCompress(bytes, options, done))
      .then((frame) => handOver(frame, room, allocate));
  },

  decodesAtOnce: (byteLength) => byteLength <= INLINE_DECODE || (byteLength <= SHORT && threadPool.isOwnTurn()),

  decompress(
    frame: Uint8Array,
    size: number | undefined,
    limit: number,
    blocking = false,
    into?: Uint8Array,
  ): MaybePromise<Uint8Array> {
    const likely = size ?? limit;
    // Longer than the output, or a second buffer is filled to find the end.
    const room = likely + 64;
    const options: native.ZstdOptions = { chunkSize: room, maxOutputLength: Math.max(limit, 1) };
    if (blocking) {
      try {
        return takeOutput(native.zstdDecompressSync(frame, options), room, into);
      } catch (cause) {
        throw damaged(cause, limit);
      }
    }
    return threadPool
      .run((done) => native.zstdDecompress(frame, options, done))
      .then(
        (output) => takeOutput(output, room, into),
        (cause: unknown) => Promise.reject(damaged(cause, limit)),
      );
  },
};

/** The WebAssembly build that is fastest in Node, with room for what its caller promises. */
async function loadWebAssembly(): Promise<ZstandardLibrary> {
  const { default: library } = await import("@foxglove/wasm-zstd");
  await library.isLoaded;
  return {
    compress(bytes: Uint8Array, level: number, checksum: boolean): Uint8Array {
      const frame = own(library.compress(bytes, level));
      return checksum ? appendChecksum(frame, bytes) : frame;
    },
    decompress(frame: Uint8Array, size: number | undefined, limit: number): Uint8Array {
      try {
        return own(library.decompress(frame, size ?? limit));
      } catch (cause) {
        throw damaged(cause, limit);
      }
    },
  };
}

let webAssembly: Promise<ZstandardLibrary> | undefined;

/** zstd in WebAssembly; loaded once, and again after a failure. */
export function webAssemblyZstandard(): Promise<ZstandardLibrary> {
  webAssembly ??= loadWebAssembly().catch((error: unknown) => {
    webAssembly = undefined;
    throw error;
  });
  return webAssembly;
}

/** The best implementation that this runtime has. */
export function zstandard(): MaybePromise<ZstandardLibrary> {
  const hasNative = typeof native.zstdCompress === "function" && typeof native.zstdDecompress === "function";
  return hasNative ? nativeZstandard : webAssemblyZstandard();
}
