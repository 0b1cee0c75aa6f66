/** zlib and zstd of `node:zlib`; zstd in WebAssembly where the runtime has none (Node before 22.15). */
import * as native from "node:zlib";
import { free } from "@zarrkit/codec-base/free-memory";
import type { MaybePromise } from "@zarrkit/core/contract";
import { checkZstdFrame, type PlatformCompressor, type PlatformCompressors, zstdLevel } from "./inner-codec.ts";

type Callback = (error: Error | null, buffer: Buffer) => void;

/** A promise for a call on the thread pool. */
function onThreadPool(call: (callback: Callback) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    call((error, buffer) => (error ? reject(error) : resolve(buffer)));
  });
}

function checked(name: string, size: number, answer: () => MaybePromise<Uint8Array>): MaybePromise<Uint8Array> {
  const check = (bytes: Uint8Array): Uint8Array => {
    if (bytes.length === size) return bytes;
    throw new Error(`damaged blosc data: a ${name} stream decodes to ${bytes.length} bytes, expected ${size}`);
  };
  const explain = (cause: unknown): never => {
    throw new Error(`damaged blosc data: in a ${name} stream, ${(cause as Error).message}`, { cause });
  };
  let bytes: MaybePromise<Uint8Array>;
  try {
    bytes = answer();
  } catch (cause) {
    return explain(cause);
  }
  return bytes instanceof Promise ? bytes.then(check, explain) : check(bytes);
}

/** All answers, as a promise only when one of them is. */
function all<T>(answers: readonly MaybePromise<T>[]): MaybePromise<readonly T[]> {
  return answers.some((answer) => answer instanceof Promise) ? Promise.all(answers) : (answers as readonly T[]);
}

/** Longer than the output, or a second buffer is filled to find the end. */
const roomFor = (size: number): number => size + 64;

const decodeOptions = (size: number): { chunkSize: number; maxOutputLength: number } => ({
  chunkSize: roomFor(size),
  maxOutputLength: size,
});

/**
 * Has streams decoded one by one and used together. Then their memory is free at once: left to the garbage collector,
 * which comes late, it would take fresh memory for every block, and the first touch of that takes longer than a copy.
 */
function decodeEach(
  streams: readonly Uint8Array[],
  size: number,
  use: (parts: readonly Uint8Array[]) => void,
  decode: (stream: Uint8Array) => MaybePromise<Uint8Array>,
): MaybePromise<void> {
  const useAndFree = (parts: readonly Uint8Array[]): void => {
    use(parts);
    // Of another length it may be a pool of Node's.
    for (const { buffer } of parts) if (buffer.byteLength === roomFor(size)) free(buffer);
  };
  const parts = all(streams.map(decode));
  return parts instanceof Promise ? parts.then(useAndFree) : useAndFree(parts);
}

/** Memory for longer blocks of symbols makes zlib faster and nothing larger. */
const deflateOptions = (level: number, size: number): native.ZlibOptions => ({
  level,
  memLevel: 9,
  chunkSize: size + (size >> 10) + 64,
});

const zlib: PlatformCompressor = {
  decode: (streams, size, isSmall, use) =>
    decodeEach(streams, size, use, (stream) =>
      checked("zlib", size, () =>
        isSmall
          ? native.inflateSync(stream, decodeOptions(size))
          : onThreadPool((done) => native.inflate(stream, decodeOptions(size), done)),
      ),
    ),
  encode: (block, clevel, isSmall) =>
    isSmall
      ? native.deflateSync(block, deflateOptions(clevel, block.length))
      : onThreadPool((done) => native.deflate(block, deflateOptions(clevel, block.length), done)),
};

const nativeZstd: PlatformCompressor = {
  decode(streams, size, isSmall, use) {
    for (const stream of streams) checkZstdFrame(stream, size);
    return decodeEach(streams, size, use, (stream) =>
      checked("zstd", size, () =>
        isSmall
          ? native.zstdDecompressSync(stream, decodeOptions(size))
          : onThreadPool((done) => native.zstdDecompress(stream, decodeOptions(size), done)),
      ),
    );
  },
  encode(block, clevel, isSmall) {
    const options: native.ZstdOptions & { pledgedSrcSize: number } = {
      params: { [native.constants.ZSTD_c_compressionLevel]: zstdLevel(clevel) },
      pledgedSrcSize: block.length,
      // As long as a frame can get: with room for all of it, zstd compresses without buffers of its own.
      chunkSize: block.length + (block.length >> 8) + 128,
    };
    return isSmall
      ? native.zstdCompressSync(block, options)
      : onThreadPool((done) => native.zstdCompress(block, options, done));
  },
};

type Library = Pick<typeof import("@foxglove/wasm-zstd"), "compress" | "decompress">;

let library: MaybePromise<Library> | undefined;

/** Loaded once, and again after a failure. */
function webAssembly(): MaybePromise<Library> {
  library ??= import("@foxglove/wasm-zstd").then(
    async ({ default: loaded }) => {
      await loaded.isLoaded;
      library = loaded;
      return loaded;
    },
    (error: unknown) => {
      library = undefined;
      throw error;
    },
  );
  return library;
}

function withWebAssembly<T>(action: (library: Library) => MaybePromise<T>): MaybePromise<T> {
  const loaded = webAssembly();
  return loaded instanceof Promise ? loaded.then(action) : action(loaded);
}

/** zstd in WebAssembly, for Node before 22.15. */
export const webAssemblyZstd: PlatformCompressor = {
  decode(streams, size, _, use) {
    for (const stream of streams) checkZstdFrame(stream, size);
    return withWebAssembly(({ decompress }) =>
      decodeEach(streams, size, use, (stream) => checked("zstd", size, () => decompress(stream, size))),
    );
  },
  encode: (block, clevel) => withWebAssembly(({ compress }) => compress(block, zstdLevel(clevel))),
};

const hasZstd = typeof native.zstdCompress === "function" && typeof native.zstdDecompress === "function";

export const platformCompressors: PlatformCompressors = { zlib, zstd: hasZstd ? nativeZstd : webAssemblyZstd };
