/** zlib and zstd of `node:zlib`; zstd in WebAssembly where the runtime has none (Node before 22.15). */
import * as native from "node:zlib";
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

// The output buffer is longer than the output, or a second one is filled to find the end.
const decodeOptions = (size: number): { chunkSize: number; maxOutputLength: number } => ({
  chunkSize: size + 64,
  maxOutputLength: size,
});

const zlib: PlatformCompressor = {
  decode: (streams, size, isSmall) =>
    all(
      streams.map((stream) =>
        checked("zlib", size, () =>
          isSmall
            ? native.inflateSync(stream, decodeOptions(size))
            : onThreadPool((done) => native.inflate(stream, decodeOptions(size), done)),
        ),
      ),
    ),
  encode: (block, clevel, isSmall) =>
    isSmall
      ? native.deflateSync(block, { level: clevel })
      : onThreadPool((done) => native.deflate(block, { level: clevel }, done)),
};

/** The smallest output buffer that `node:zlib` takes. */
const SMALLEST_CHUNK = 64;

/**
 * Decodes frames with one call, which costs as much as a frame of 32 KiB by itself: with output buffers of exactly the
 * length of a frame, the call goes on with the next frame when one ends.
 *
 * @returns `undefined` when it did not, or something is wrong with one of them.
 */
function decodeTogether(frames: readonly Uint8Array[], size: number): readonly Uint8Array[] | undefined {
  const joined = new Uint8Array(frames.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const frame of frames) {
    joined.set(frame, end);
    end += frame.length;
  }
  const total = size * frames.length;
  try {
    const decoded = native.zstdDecompressSync(joined, { chunkSize: size, maxOutputLength: total });
    if (decoded.length !== total) return undefined;
    return frames.map((_, index) => decoded.subarray(index * size, (index + 1) * size));
  } catch {
    return undefined;
  }
}

const nativeZstd: PlatformCompressor = {
  decode(streams, size, isSmall) {
    for (const stream of streams) checkZstdFrame(stream, size);
    const together =
      isSmall && streams.length > 1 && size >= SMALLEST_CHUNK ? decodeTogether(streams, size) : undefined;
    if (together !== undefined) return together;
    return all(
      streams.map((stream) =>
        checked("zstd", size, () =>
          isSmall
            ? native.zstdDecompressSync(stream, decodeOptions(size))
            : onThreadPool((done) => native.zstdDecompress(stream, decodeOptions(size), done)),
        ),
      ),
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
  decode(streams, size) {
    for (const stream of streams) checkZstdFrame(stream, size);
    return withWebAssembly(({ decompress }) =>
      all(streams.map((stream) => checked("zstd", size, () => decompress(stream, size)))),
    );
  },
  encode: (block, clevel) => withWebAssembly(({ compress }) => compress(block, zstdLevel(clevel))),
};

const hasZstd = typeof native.zstdCompress === "function" && typeof native.zstdDecompress === "function";

export const platformCompressors: PlatformCompressors = { zlib, zstd: hasZstd ? nativeZstd : webAssemblyZstd };
