import { largestBlock } from "@zarrkit/codec-base/lz4-block";
import type { Allocate, MaybePromise } from "@zarrkit/core/contract";
import { chooseBlocksize, SMALLEST_INPUT } from "./blocksize.ts";
import { encodeBlosclz } from "./blosclz.ts";
import type { BloscSettings } from "./configuration.ts";
import { type BloscHeader, HEADER_SIZE, isSplittable, writeHeader } from "./frame.ts";
import type { Backend, PlatformCompressor } from "./inner-codec.ts";
import type { Kernel } from "./kernel.ts";
import { encodeBlockThoroughly } from "./lz4-hc.ts";

/** The length field has 32 bits, and c-blosc keeps the highest and some room for itself. */
const LARGEST_INPUT = 2 ** 31 - 1 - HEADER_SIZE;
const INLINE = 64 * 1024;
/** Longer frames are laid out in memory of their own. */
const LARGEST_ROOM = 4 * 1024 * 1024;

type Header = Omit<BloscHeader, "encodedSize" | "isStored">;

/** Answers `undefined` where the result would be no shorter. */
type EncodeHere = (part: Uint8Array) => Uint8Array | undefined;

/** How frames are divided: whole blocks are split where a filter moved the bytes of elements apart, except for zstd. */
function planFrame(size: number, settings: BloscSettings): Header {
  const { cname, shuffle, typesize } = settings;
  const canSplit = cname !== "zstd" && shuffle !== "noshuffle" && typesize > 1;
  const blocksize = chooseBlocksize(size, settings, canSplit && isSplittable(size, typesize));
  const isSplit = canSplit && blocksize % typesize === 0 && isSplittable(blocksize, typesize);
  const format = cname === "lz4hc" ? "lz4" : cname;
  return { typesize, shuffle, format, size, blocksize, isSplit };
}

const allocateFresh: Allocate = (byteLength) => new Uint8Array(byteLength);

function store(bytes: Uint8Array, header: Header, allocate: Allocate): Uint8Array {
  const frame = allocate(HEADER_SIZE + bytes.length);
  writeHeader(frame, { ...header, isStored: true, encodedSize: frame.length });
  frame.set(bytes, HEADER_SIZE);
  return frame;
}

/** Blocks as the compressor gets them, each good until the next. */
function* filteredBlocks(bytes: Uint8Array, header: Header, kernel: Kernel): Generator<Uint8Array> {
  const { shuffle, typesize, blocksize } = header;
  const isPlain = shuffle === "noshuffle" || (shuffle === "shuffle" && typesize === 1);
  for (let start = 0; start < bytes.length; start += blocksize) {
    const block = bytes.subarray(start, start + blocksize);
    yield isPlain ? block : kernel.apply(shuffle, block, typesize);
  }
}

/** What is compressed by itself: a block, or the parts that hold a byte of each element. */
function* partsOf(block: Uint8Array, { blocksize, isSplit, typesize }: Header): Generator<Uint8Array> {
  const size = isSplit && block.length === blocksize ? blocksize / typesize : block.length;
  for (let start = 0; start < block.length; start += size) yield block.subarray(start, start + size);
}

/** A stream as long as its part is taken for a stored one. */
const shorter = (stream: Uint8Array | undefined, part: Uint8Array): Uint8Array =>
  stream !== undefined && stream.length < part.length ? stream : part;

/** The streams of a frame, each good until the next. */
function* streamsOf(bytes: Uint8Array, header: Header, kernel: Kernel, encode: EncodeHere): Generator<Uint8Array> {
  for (const block of filteredBlocks(bytes, header, kernel)) {
    for (const part of partsOf(block, header)) yield shorter(encode(part), part);
  }
}

/** Memory for the frame that is being laid out; used again, since fresh memory costs more than a copy out of it. */
let room = new Uint8Array(0);

function roomFor(size: number): Uint8Array {
  if (size > LARGEST_ROOM) return new Uint8Array(size);
  if (size > room.length) room = new Uint8Array(size);
  return room;
}

/** Puts streams behind a header and a table of where blocks start; `undefined` when storing is shorter. */
function layOut(header: Header, streams: Iterable<Uint8Array>, allocate: Allocate): Uint8Array | undefined {
  const { blocksize, isSplit, size, typesize } = header;
  const streamsOfBlock = isSplit ? typesize : 1;
  const storedSize = HEADER_SIZE + size;
  let position = HEADER_SIZE + 4 * Math.ceil(size / blocksize);
  if (position >= storedSize) return undefined;
  const frame = roomFor(storedSize);
  const view = new DataView(frame.buffer);
  let index = 0;
  for (const stream of streams) {
    const end = position + 4 + stream.length;
    if (end >= storedSize) return undefined;
    if (index % streamsOfBlock === 0) view.setUint32(HEADER_SIZE + 4 * (index / streamsOfBlock), position, true);
    view.setUint32(position, stream.length, true);
    frame.set(stream, position + 4);
    position = end;
    index++;
  }
  writeHeader(frame, { ...header, isStored: false, encodedSize: position });
  const answer = allocate(position);
  answer.set(frame.subarray(0, position));
  return answer;
}

function encodeThoroughly(block: Uint8Array, clevel: number): Uint8Array {
  const room = new Uint8Array(largestBlock(block.length));
  return room.subarray(0, encodeBlockThoroughly(block, room, 0, 1 << clevel));
}

/** Streams that the platform makes. It may still need blocks when the next are filtered. */
function platformStreams(
  bytes: Uint8Array,
  header: Header,
  kernel: Kernel,
  encode: (part: Uint8Array) => ReturnType<PlatformCompressor["encode"]>,
): MaybePromise<readonly Uint8Array[]> {
  const streams: MaybePromise<Uint8Array>[] = [];
  for (const block of filteredBlocks(bytes, header, kernel)) {
    const kept = block.buffer === bytes.buffer ? block : block.slice();
    for (const part of partsOf(kept, header)) {
      const stream = encode(part);
      streams.push(stream instanceof Promise ? stream.then((made) => shorter(made, part)) : shorter(stream, part));
    }
  }
  return streams.some((stream) => stream instanceof Promise) ? Promise.all(streams) : (streams as Uint8Array[]);
}

/** Encodes a blosc 1 frame. `allocate` lends memory for it. */
export function encodeBlosc(
  bytes: Uint8Array,
  settings: BloscSettings,
  { kernel, compressors, blocking }: Backend,
  allocate: Allocate = allocateFresh,
): MaybePromise<Uint8Array> {
  const { cname, clevel } = settings;
  if (cname === "snappy") throw new Error("blosc with snappy can be read but not written; choose lz4");
  const size = bytes.length;
  if (size > LARGEST_INPUT) throw new RangeError(`blosc encodes up to ${LARGEST_INPUT} bytes at once; found ${size}`);
  const header = planFrame(size, settings);
  if (clevel === 0 || size < SMALLEST_INPUT) return store(bytes, header, allocate);
  const finish = (streams: Iterable<Uint8Array>): Uint8Array =>
    layOut(header, streams, allocate) ?? store(bytes, header, allocate);

  if (cname === "zlib" || cname === "zstd") {
    const isSmall = blocking || size <= INLINE;
    const streams = platformStreams(bytes, header, kernel, (part) => compressors[cname].encode(part, clevel, isSmall));
    return streams instanceof Promise ? streams.then(finish) : finish(streams);
  }
  const encode: EncodeHere = {
    lz4: (part: Uint8Array) => kernel.encodeLz4(part, 10 - clevel),
    lz4hc: (part: Uint8Array) => encodeThoroughly(part, clevel),
    blosclz: encodeBlosclz,
  }[cname];
  return finish(streamsOf(bytes, header, kernel, encode));
}
