/**
 * zstd in browsers: WebAssembly. The decoder is small and loaded first; the encoder, which is larger, is loaded when
 * something is written, or when the decoder could not start (a content security policy without `data:` sources).
 * Both have their WebAssembly inside: one that is fetched from beside its script is lost by bundlers that know of no such files.
 */
import type { MaybePromise } from "@zarrkit/core/contract";
import { appendChecksum } from "./content-checksum.ts";
import type { ZstandardLibrary } from "./library.ts";

export type { ZstandardLibrary } from "./library.ts";

/** The memory of these builds ends at 2 GiB, and they do not notice when it does. */
const LARGEST = 2 ** 30;

type Decompress = (frame: Uint8Array, most: number) => MaybePromise<Uint8Array>;

/** Remembers what a loader gave, but not that it failed. */
function once<T>(load: () => Promise<T>): () => MaybePromise<T> {
  let state: { readonly value: T } | undefined;
  let pending: Promise<T> | undefined;
  return () => {
    if (state !== undefined) return state.value;
    pending ??= load().then(
      (value) => {
        state = { value };
        return value;
      },
      (error: unknown) => {
        pending = undefined;
        throw error;
      },
    );
    return pending;
  };
}

/** The encoder, which can decode too. */
const whole = once(async () => (await import("numcodecs/zstd")).default);

const wholeDecompress: Decompress = async (frame) => (await whole()).fromConfig({}).decode(frame);

const decoder = once(async (): Promise<Decompress> => {
  try {
    const { ZSTDDecoder } = await import("zstddec");
    const small = new ZSTDDecoder();
    await small.init();
    // Zero would ask the decoder to believe the header.
    return (frame, most) => small.decode(frame, Math.max(most, 1));
  } catch {
    return wholeDecompress;
  }
});

function checkRoom(length: number): void {
  if (length > LARGEST) {
    throw new RangeError(`zstd in WebAssembly handles up to ${LARGEST} bytes at once; found ${length}`);
  }
}

const library: ZstandardLibrary = {
  async compress(bytes: Uint8Array, level: number, checksum: boolean): Promise<Uint8Array> {
    checkRoom(bytes.length);
    // It knows no levels below 1, and takes 0 for 1.
    const encoder = (await whole()).fromConfig({ level: level === 0 ? 3 : Math.max(level, 1) });
    let frame: Uint8Array;
    try {
      frame = await encoder.encode(bytes);
    } catch (cause) {
      // No error, but an exception of WebAssembly, which says nothing.
      throw new Error(`zstd could not compress ${bytes.length} bytes: its memory is used up`, { cause });
    }
    return checksum ? appendChecksum(frame, bytes) : frame;
  },

  async decompress(frame: Uint8Array, size: number | undefined, limit: number): Promise<Uint8Array> {
    const most = size ?? limit;
    checkRoom(most + frame.length);
    // The small decoder answers no bytes when it fails, so a frame that holds none goes to the other.
    const decompress = size === 0 ? wholeDecompress : await decoder();
    let decoded: Uint8Array;
    try {
      decoded = await decompress(frame, most);
    } catch (cause) {
      throw new Error(`damaged zstd data: ${(cause as Error).message}`, { cause });
    }
    if (decoded.length === 0 && most > 0) throw new Error("damaged zstd data: the frame cannot be decoded");
    return decoded;
  },
};

/** The implementation that runs everywhere. */
export function zstandard(): MaybePromise<ZstandardLibrary> {
  return library;
}
