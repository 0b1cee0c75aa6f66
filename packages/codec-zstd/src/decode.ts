import type { DecodeBound, DecodedSpan, MaybePromise } from "@zarrkit/core/contract";
import { type Beginning, beginningOf } from "./beginning.ts";
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

/** How to decode, and where to. */
export interface DecodeFramesOptions {
  /** The work may hold up the thread. */
  readonly blocking?: boolean;
  /** Memory of exactly `bound.size` bytes, which may be filled and answered. */
  readonly into?: Uint8Array | undefined;
  /** What comes later is left alone where that saves work, unless the answer is a promise. */
  readonly wanted?: DecodedSpan | undefined;
}

/**
 * Decodes the frames of a zstd file, one after another.
 *
 * @throws RangeError when the output would pass the bound, before anything is allocated where the headers say so.
 * @throws Error on damaged data.
 */
export function decodeFrames(
  library: ZstandardLibrary,
  bytes: Uint8Array,
  bound: DecodeBound,
  { blocking = false, into, wanted }: DecodeFramesOptions = {},
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
  const mayStop = into !== undefined && first.contentSize === bound.size && library.decodesAtOnce !== undefined;
  const beginning = mayStop && wanted !== undefined ? beginningOf(bytes, first, wanted.end) : undefined;
  // To hand a frame to another thread takes about as long as half of it.
  const isShort = beginning !== undefined && 2 * beginning.size <= first.maximumSize;
  const atOnce = blocking || isShort || library.decodesAtOnce?.(Math.min(possible, bound.limit)) === true;
  if (atOnce && beginning !== undefined) return decodeBeginning(library, beginning, into as Uint8Array);
  const decoded = decodeFrame(library, bytes, first, bound.limit, atOnce, into);
  if (decoded instanceof Promise) return decoded.then((part) => checkSize(part, bound));
  return checkSize(decoded, bound);
}

function decodeFrame(
  library: ZstandardLibrary,
  bytes: Uint8Array,
  frame: Frame,
  limit: number,
  atOnce: boolean,
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
  const part = library.decompress(frameBytes(bytes, frame, most), contentSize, most, atOnce, into);
  return part instanceof Promise ? part.then(check) : check(part);
}

/** Fills the first bytes of `into` alone. The library does so at once. */
function decodeBeginning(library: ZstandardLibrary, { bytes, size }: Beginning, into: Uint8Array): Uint8Array {
  const place = into.subarray(0, size);
  const part = library.decompress(bytes, size, size, true, place) as Uint8Array;
  if (part.length !== size) throw new Error(`damaged zstd data: blocks hold ${part.length} bytes, not ${size}`);
  if (part !== place) place.set(part);
  return into;
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
    const isOwn = blocking || library.decodesAtOnce?.(frame.contentSize ?? frame.maximumSize) === true;
    const part = await decodeFrame(library, bytes, frame, bound.limit - length, isOwn);
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
