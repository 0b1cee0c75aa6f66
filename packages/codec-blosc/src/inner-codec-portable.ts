/**
 * zlib by the platform's streams, which browsers have too, and by fflate, which takes a level, for writing; zstd in
 * WebAssembly, whose decoder is small and loaded first.
 */
import type { MaybePromise } from "@zarrkit/core/contract";
import { checkZstdFrame, type PlatformCompressor, type PlatformCompressors, zstdLevel } from "./inner-codec.ts";

async function inflate(stream: Uint8Array, size: number): Promise<Uint8Array> {
  const decompression = new DecompressionStream("deflate");
  const writer = decompression.writable.getWriter();
  // Failures surface on the reading side; here they only have to be taken note of.
  writer
    .write(stream as Uint8Array<ArrayBuffer>)
    .then(() => writer.close())
    .catch(() => {});
  const reader = decompression.readable.getReader();
  const decoded = new Uint8Array(size);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (value.length > size - length) throw new Error(`it decodes to more than ${size} bytes`);
      decoded.set(value, length);
      length += value.length;
    }
    if (length !== size) throw new Error(`it decodes to ${length} bytes, expected ${size}`);
    return decoded;
  } catch (cause) {
    await Promise.allSettled([reader.cancel(), writer.abort()]);
    throw new Error(`damaged blosc data: in a zlib stream, ${(cause as Error).message}`, { cause });
  }
}

async function deflate(block: Uint8Array, clevel: number): Promise<Uint8Array> {
  const { zlibSync } = await import("fflate");
  return zlibSync(block, { level: clevel as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 });
}

type Decompress = (frame: Uint8Array, size: number) => MaybePromise<Uint8Array>;

/** Remembers what a loader gave, but not that it failed. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => {
    pending ??= load().catch((error: unknown) => {
      pending = undefined;
      throw error;
    });
    return pending;
  };
}

/** The encoder, which can decode too. Its WebAssembly is inside, so that every bundler carries it along. */
const fullZstd = once(async () => (await import("numcodecs/zstd")).default);

const zstdDecoder = once(async (): Promise<Decompress> => {
  try {
    const { ZSTDDecoder } = await import("zstddec");
    const decoder = new ZSTDDecoder();
    await decoder.init();
    return (frame, size) => decoder.decode(frame, size);
  } catch {
    // Some security policies allow no `data:` source, which the small one is loaded from.
    const full = (await fullZstd()).fromConfig({});
    return (frame) => full.decode(frame);
  }
});

const zstd: PlatformCompressor = {
  async decode(streams, size, _, use) {
    for (const stream of streams) checkZstdFrame(stream, size);
    const decompress = await zstdDecoder();
    const decoded: Uint8Array[] = [];
    for (const stream of streams) {
      const block = await decompress(stream, size);
      if (block.length !== size) {
        throw new Error(`damaged blosc data: a zstd stream decodes to ${block.length} bytes, expected ${size}`);
      }
      decoded.push(block);
    }
    use(decoded);
  },
  async encode(block, clevel) {
    return (await fullZstd()).fromConfig({ level: zstdLevel(clevel) }).encode(block);
  },
};

export const platformCompressors: PlatformCompressors = {
  zlib: {
    decode: async (streams, size, _, use) => use(await Promise.all(streams.map((stream) => inflate(stream, size)))),
    encode: deflate,
  },
  zstd,
};
