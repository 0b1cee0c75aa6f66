import type { DecodeBound, MaybePromise } from "@zarrkit/core/contract";
import { type Frame, parseFrames } from "./frame.ts";
import type { ZstandardLibrary } from "./library.ts";

const SMALLEST_BLOCK_WINDOW = 128 * 1024;

/**
 * The bytes of one frame for the library. A streaming writer may declare a window far beyond its content, which a
 * decoder would allocate; since nothing can refer back further than the content, a copy with a smaller window means
 * the same.
 */
function frameBytes(bytes: Uint8Array, frame: Frame, mostBytes: number): Uint8Array {
  const part = bytes.subarray(frame.start, frame.end);
  const enough = Math.max(mostBytes, SMALLEST_BLOCK_WINDOW);
  if (frame.windowAt === undefined || frame.windowSize <= 2 * enough) return part;
  const copy = part.slice();
  copy[frame.windowAt - frame.start] = (Math.ceil(Math.log2(enough)) - 10) << 3;
  return copy;
}

/**
 * Decodes the frames of a zstd file, one after another; `blocking`: the work may hold up the thread.
 *
 * @param into - Memory of exactly `bound.size` bytes, which may be filled and answered.
 * @throws RangeError when the output would pass the bound, before anything is allocated where the headers say so.
 * @throws Error on damaged data.
 */
export function decodeFrames(
  library: ZstandardLibrary,
  bytes: Uint8Array,
  bound: DecodeBound,
  blocking = false,
  into?: Uint8Array,
): MaybePromise<Uint8Array> {
  const frames = parseFrames(bytes);
  const declared = frames.reduce((sum, frame) => sum + (frame.contentSize ?? 0), 0);
  if (declared > bound.limit) {
    throw new RangeError(`zstd data should decode to at most ${bound.limit} bytes; its headers declare ${declared}`);
  }
  const possible = frames.reduce((sum, frame) => sum + (frame.contentSize ?? frame.maximumSize), 0);
  if (bound.size !== undefined && possible < bound.size) {
    throw new RangeError(`zstd data should decode to ${bound.size} bytes; its headers declare ${possible}`);
  }
  const first = frames[0] as Frame;
  if (frames.length > 1) return decodeSeveral(library, bytes, frames, bound, blocking);
  const decoded = decodeFrame(library, bytes, first, bound.limit, blocking, into);
  if (decoded instanceof Promise) return decoded.then((part) => checkSize(part, bound));
  return checkSize(decoded, bound);
}

function decodeFrame(
  library: ZstandardLibrary,
  bytes: Uint8Array,
  frame: Frame,
  limit: number,
  blocking: boolean,
  into?: Uint8Array,
): MaybePromise<Uint8Array> {
  const { contentSize, maximumSize } = frame;
  const most = Math.min(contentSize ?? maximumSize, limit);
  const check = (part: Uint8Array): Uint8Array => {
    if (part.length > most || (contentSize !== undefined && part.length !== contentSize)) {
      throw new Error(
        `damaged zstd data: a frame declares ${contentSize ?? `up to ${most}`} bytes; found ${part.length}`,
      );
    }
    return part;
  };
  const part = library.decompress(frameBytes(bytes, frame, most), contentSize, most, blocking, into);
  return part instanceof Promise ? part.then(check) : check(part);
}

function checkSize(decoded: Uint8Array, bound: DecodeBound): Uint8Array {
  if (bound.size !== undefined && decoded.length !== bound.size) {
    throw new RangeError(`zstd data should decode to ${bound.size} bytes; found ${decoded.length}`);
  }
  return decoded;
}

async function decodeSeveral(
  library: ZstandardLibrary,
  bytes: Uint8Array,
  frames: readonly Frame[],
  bound: DecodeBound,
  blocking: boolean,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const frame of frames) {
    const part = await decodeFrame(library, bytes, frame, bound.limit - length, blocking);
    parts.push(part);
    length += part.length;
  }
  const whole = new Uint8Array(length);
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return checkSize(whole, bound);
}
