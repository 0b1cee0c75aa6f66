/** zlib and zstd of `node:zlib`; zstd where the runtime has it (Node 22.15 and later). */
import * as native from "node:zlib";
import type { MaybePromise } from "@zarrkit/core/contract";
import { checkZstdHeader, type PlatformCompressor, type PlatformCompressors, zstdLevel } from "./inner-codec.ts";

type Callback = (error: Error | null, buffer: Buffer) => void;

/** A promise for a call on the thread pool. */
function onThreadPool(call: (callback: Callback) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    call((error, buffer) => (error ? reject(error) : resolve(buffer)));
  });
}

function checked(name: string, size: number, answer: () => MaybePromise<Buffer>): MaybePromise<Uint8Array> {
  const check = (buffer: Buffer): Uint8Array => {
    if (buffer.length !== size) {
      throw new Error(`damaged blosc data: a ${name} stream decodes to ${buffer.length} bytes, expected ${size}`);
    }
    return buffer;
  };
  const explain = (cause: unknown): never => {
    throw new Error(`damaged blosc data: in a ${name} stream, ${(cause as Error).message}`, { cause });
  };
  let buffer: MaybePromise<Buffer>;
  try {
    buffer = answer();
  } catch (cause) {
    return explain(cause);
  }
  return buffer instanceof Promise ? buffer.then(check, explain) : check(buffer);
}

// The output buffer is longer than the output, or a second one is filled to find the end.
const decodeOptions = (size: number): { chunkSize: number; maxOutputLength: number } => ({
  chunkSize: size + 64,
  maxOutputLength: size,
});

const zlib: PlatformCompressor = {
  decode: (stream, size, isSmall) =>
    checked("zlib", size, () =>
      isSmall
        ? native.inflateSync(stream, decodeOptions(size))
        : onThreadPool((done) => native.inflate(stream, decodeOptions(size), done)),
    ),
  encode: (block, clevel, isSmall) =>
    isSmall
      ? native.deflateSync(block, { level: clevel })
      : onThreadPool((done) => native.deflate(block, { level: clevel }, done)),
};

const zstd: PlatformCompressor = {
  decode(stream, size, isSmall) {
    checkZstdHeader(stream, size);
    return checked("zstd", size, () =>
      isSmall
        ? native.zstdDecompressSync(stream, decodeOptions(size))
        : onThreadPool((done) => native.zstdDecompress(stream, decodeOptions(size), done)),
    );
  },
  encode(block, clevel, isSmall) {
    const options: native.ZstdOptions & { pledgedSrcSize: number } = {
      params: { [native.constants.ZSTD_c_compressionLevel]: zstdLevel(clevel) },
      pledgedSrcSize: block.length,
    };
    return isSmall
      ? native.zstdCompressSync(block, options)
      : onThreadPool((done) => native.zstdCompress(block, options, done));
  },
};

const hasZstd = typeof native.zstdCompress === "function" && typeof native.zstdDecompress === "function";

export const platformCompressors: PlatformCompressors = hasZstd ? { zlib, zstd } : { zlib };
