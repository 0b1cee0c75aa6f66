import type { DecodeBound, DecodedSpan, MaybePromise } from "@zarrkit/core/contract";
import { decodeBlosclz } from "./blosclz.ts";
import { type BloscBlock, type BloscFrame, HEADER_SIZE, parseFrame } from "./frame.ts";
import type { Backend, PlatformCompressor } from "./inner-codec.ts";
import { decodeSnappy } from "./snappy.ts";

/** Frames up to this length are decoded at once; longer ones by the thread pool where the platform has one. */
const INLINE = 1024 * 1024;

/**
 * Decodes a blosc 1 frame.
 *
 * @param into - Memory of exactly the decoded length; fresh memory when absent.
 * @param wanted - Blocks outside are left alone, unless the answer is a promise.
 * @throws RangeError when the output is not within the bound, Error on damaged data.
 */
export function decodeBlosc(
  bytes: Uint8Array,
  bound: DecodeBound,
  backend: Backend,
  into?: Uint8Array,
  wanted: DecodedSpan = { start: 0, end: Number.POSITIVE_INFINITY },
): MaybePromise<Uint8Array> {
  const frame = parseFrame(bytes, bound);
  const { size, format } = frame;
  if (!frame.isStored && size > 255 * 1024 * bytes.length)
    throw new Error(`damaged blosc data: ${bytes.length} bytes cannot hold ${size}`);
  const decoded = into ?? new Uint8Array(size);
  if (frame.isStored) {
    decoded.set(bytes.subarray(HEADER_SIZE));
    return decoded;
  }
  const { compressors, kernel } = backend;
  const isWanted = ({ offset, size }: BloscBlock): boolean => offset < wanted.end && offset + size > wanted.start;
  if (format === "zlib" || format === "zstd") {
    return decodeByPlatform(bytes, frame, isWanted, compressors[format], decoded, backend);
  }
  const decodeLz4 = (stream: Uint8Array, target: Uint8Array): void => kernel.decodeLz4(stream, target);
  const decodeStream = { blosclz: decodeBlosclz, lz4: decodeLz4, snappy: decodeSnappy }[format];
  for (const block of frame.blocks.filter(isWanted)) {
    restoreBlock(bytes, frame, block, decodeStream, decoded, backend);
  }
  return decoded;
}

/** Has the platform decode block by block; a promise only when the platform gives one, and then all are decoded. */
function decodeByPlatform(
  bytes: Uint8Array,
  frame: BloscFrame,
  isWanted: (block: BloscBlock) => boolean,
  platform: PlatformCompressor,
  decoded: Uint8Array,
  backend: Backend,
): MaybePromise<Uint8Array> {
  const isSmall = backend.blocking || frame.size <= INLINE;
  const pending: Promise<void>[] = [];
  const decode = (block: BloscBlock): void => {
    const restore = (parts: readonly Uint8Array[]): void => {
      let next = 0;
      const decodeStream = (_: Uint8Array, target: Uint8Array): void => target.set(parts[next++] as Uint8Array);
      restoreBlock(bytes, frame, block, decodeStream, decoded, backend);
    };
    try {
      const result = platform.decode(compressedStreams(bytes, block), streamSize(block), isSmall, restore);
      if (result instanceof Promise) pending.push(result);
    } catch (error) {
      if (pending.length === 0) throw error;
      pending.push(Promise.reject(error));
    }
  };
  for (const block of frame.blocks) if (isWanted(block)) decode(block);
  if (pending.length > 0) for (const block of frame.blocks) if (!isWanted(block)) decode(block);
  if (pending.length === 0) return decoded;
  // Also after a failure, nothing is written any more once this has settled.
  return Promise.allSettled(pending).then((results) => {
    for (const result of results) if (result.status === "rejected") throw result.reason;
    return decoded;
  });
}

/** Decoded bytes of each stream of a block. */
function streamSize({ size, streams }: BloscBlock): number {
  return size / streams.length;
}

function compressedStreams(bytes: Uint8Array, block: BloscBlock): Uint8Array[] {
  const size = streamSize(block);
  const compressed = block.streams.filter(({ length }) => length !== size);
  return compressed.map(({ start, length }) => bytes.subarray(start, start + length));
}

/** Puts what the streams of a block hold into its place in the output. */
function restoreBlock(
  bytes: Uint8Array,
  { shuffle, typesize }: BloscFrame,
  block: BloscBlock,
  decodeStream: (stream: Uint8Array, target: Uint8Array) => void,
  decoded: Uint8Array,
  { kernel }: Backend,
): void {
  const target = decoded.subarray(block.offset, block.offset + block.size);
  const isPlain = shuffle === "noshuffle" || (shuffle === "shuffle" && typesize === 1);
  const plain = isPlain ? target : kernel.room(block.size);
  const size = streamSize(block);
  for (const [index, { start, length }] of block.streams.entries()) {
    const stream = bytes.subarray(start, start + length);
    const part = plain.subarray(index * size, (index + 1) * size);
    if (length === size) part.set(stream);
    else decodeStream(stream, part);
  }
  if (!isPlain) kernel.restore(shuffle, plain, target, typesize);
}
