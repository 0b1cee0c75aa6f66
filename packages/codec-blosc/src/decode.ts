import type { DecodeBound, MaybePromise } from "@zarrkit/core/contract";
import { platformCompressors } from "#inner-codec";
import { decodeBlosclz } from "./blosclz.ts";
import { decodeWithCBlosc } from "./c-blosc.ts";
import { type BloscBlock, type BloscFrame, HEADER_SIZE, parseFrame } from "./frame.ts";
import { checkZstdHeader, type PlatformCompressors } from "./inner-codec.ts";
import { decodeBlock } from "./lz4-block.ts";
import { bitunshuffle, unshuffle } from "./shuffle.ts";
import { decodeSnappy } from "./snappy.ts";

/** Frames up to this length are decoded at once; longer ones by the thread pool where the platform has one. */
const INLINE = 64 * 1024;

/** Decoders that write into their target, without promises. */
const IN_PLACE: Partial<Record<BloscFrame["format"], (source: Uint8Array, target: Uint8Array) => void>> = {
  blosclz: decodeBlosclz,
  lz4: decodeBlock,
  snappy: decodeSnappy,
};

/** Fills `target` with what the streams of a block hold; a promise only when the platform gives one. */
function decodeStreams(
  bytes: Uint8Array,
  block: BloscBlock,
  target: Uint8Array,
  decodeStream: (stream: Uint8Array, target: Uint8Array) => MaybePromise<void>,
): MaybePromise<void> {
  const size = block.size / block.streams.length;
  const pending: Promise<void>[] = [];
  for (const [index, { start, length }] of block.streams.entries()) {
    const stream = bytes.subarray(start, start + length);
    const part = target.subarray(index * size, (index + 1) * size);
    if (length === size) {
      part.set(stream);
      continue;
    }
    const done = decodeStream(stream, part);
    if (done instanceof Promise) pending.push(done);
  }
  if (pending.length > 0) return Promise.all(pending).then(() => {});
}

/**
 * Decodes a blosc 1 frame.
 *
 * @param compressors - What the platform brings; the tests say otherwise.
 * @throws RangeError when the output is not within the bound, Error on damaged data.
 */
export function decodeBlosc(
  bytes: Uint8Array,
  bound: DecodeBound,
  compressors: PlatformCompressors = platformCompressors,
  blocking = false,
): MaybePromise<Uint8Array> {
  const frame = parseFrame(bytes, bound);
  const { size, typesize, format } = frame;
  if (frame.isStored) return bytes.slice(HEADER_SIZE);
  if (size > 255 * 1024 * bytes.length)
    throw new Error(`damaged blosc data: ${bytes.length} bytes cannot hold ${size}`);

  const inPlace = IN_PLACE[format];
  const platform = format === "zlib" || format === "zstd" ? compressors[format] : undefined;
  if (inPlace === undefined && platform === undefined) {
    checkStreams(bytes, frame);
    return decodeWithCBlosc(bytes, size);
  }
  const isSmall = blocking || size <= INLINE;
  const decodeStream = (stream: Uint8Array, target: Uint8Array): MaybePromise<void> => {
    if (inPlace !== undefined) return inPlace(stream, target);
    const decoded = platform?.decode(stream, target.length, isSmall);
    if (decoded instanceof Promise) return decoded.then((part) => target.set(part));
    if (decoded !== undefined) target.set(decoded);
  };

  const decoded = new Uint8Array(size);
  const isShuffled = frame.shuffle === "bitshuffle" || (frame.shuffle === "shuffle" && typesize > 1);
  const restore = frame.shuffle === "bitshuffle" ? bitunshuffle : unshuffle;
  const pending: Promise<void>[] = [];
  let scratch: Uint8Array | undefined;
  for (const block of frame.blocks) {
    const target = decoded.subarray(block.offset, block.offset + block.size);
    if (!isShuffled) {
      const done = decodeStreams(bytes, block, target, decodeStream);
      if (done instanceof Promise) pending.push(done);
      continue;
    }
    scratch ??= new Uint8Array(block.size);
    const plain = scratch.subarray(0, block.size);
    const done = decodeStreams(bytes, block, plain, decodeStream);
    if (done instanceof Promise) {
      pending.push(done.then(() => restore(plain, target, typesize)));
      // Other blocks are decoded meanwhile, and need room of their own.
      scratch = undefined;
    } else {
      restore(plain, target, typesize);
    }
  }
  return pending.length > 0 ? Promise.all(pending).then(() => decoded) : decoded;
}

/** Before c-blosc sees a frame, the headers of its zstd streams are checked as well. */
function checkStreams(bytes: Uint8Array, { blocks }: BloscFrame): void {
  for (const { size, streams } of blocks) {
    const streamSize = size / streams.length;
    for (const { start, length } of streams) {
      if (length !== streamSize) checkZstdHeader(bytes.subarray(start, start + length), streamSize);
    }
  }
}
