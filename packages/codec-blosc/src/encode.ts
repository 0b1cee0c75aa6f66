import type { MaybePromise } from "@zarrkit/core/contract";
import { encodeBlosclz } from "./blosclz.ts";
import type { BloscSettings } from "./configuration.ts";
import { type BloscFormat, type BloscHeader, HEADER_SIZE, writeHeader } from "./frame.ts";
import type { Backend } from "./inner-codec.ts";
import type { Kernel } from "./kernel.ts";
import { largestBlock } from "./lz4-block.ts";
import { encodeBlockThoroughly } from "./lz4-hc.ts";

/** The length field has 32 bits, and c-blosc keeps the highest and some room for itself. */
const LARGEST_INPUT = 2 ** 31 - 1 - HEADER_SIZE;
/** c-blosc stores what is shorter. */
const SMALLEST_INPUT = 128;
const INLINE = 64 * 1024;

/** Block sizes where the caller gives none: fast compressors like what fits into a core's cache. */
const AUTOMATIC_BLOCK = { fast: 128 * 1024, thorough: 256 * 1024 };

function chooseBlocksize(size: number, { blocksize, cname, typesize }: BloscSettings): number {
  const automatic = cname === "lz4" || cname === "blosclz" ? AUTOMATIC_BLOCK.fast : AUTOMATIC_BLOCK.thorough;
  const wanted = Math.max(blocksize === 0 ? automatic : blocksize, SMALLEST_INPUT);
  // Whole elements, eight at a time for bits.
  const unit = 8 * typesize;
  const chosen = wanted >= size ? size : Math.min(size, Math.max(unit, wanted - (wanted % unit)));
  // c-blosc refuses blocks of no bytes, also where there is nothing to put into them.
  return Math.max(chosen, 1);
}

function store(bytes: Uint8Array, header: Omit<BloscHeader, "encodedSize" | "isStored">): Uint8Array {
  const frame = new Uint8Array(HEADER_SIZE + bytes.length);
  writeHeader(frame, { ...header, isStored: true, encodedSize: frame.length });
  frame.set(bytes, HEADER_SIZE);
  return frame;
}

function shuffleBlocks(bytes: Uint8Array, blocksize: number, settings: BloscSettings, kernel: Kernel): Uint8Array {
  const { shuffle, typesize } = settings;
  if (shuffle === "noshuffle" || (shuffle === "shuffle" && typesize === 1)) return bytes;
  const shuffled = new Uint8Array(bytes.length);
  for (let start = 0; start < bytes.length; start += blocksize) {
    const end = start + blocksize;
    kernel.apply(shuffle, bytes.subarray(start, end), shuffled.subarray(start, end), typesize);
  }
  return shuffled;
}

/** Puts encoded blocks behind a header and a table of their starts; `undefined` when storing is shorter. */
function assemble(
  shuffled: Uint8Array,
  encoded: readonly (Uint8Array | undefined)[],
  header: Omit<BloscHeader, "encodedSize" | "isStored">,
): Uint8Array | undefined {
  const { blocksize, size } = header;
  const streams = encoded.map((stream, index) => {
    const plain = shuffled.subarray(index * blocksize, (index + 1) * blocksize);
    // A stream as long as its block is taken for a stored one.
    return stream !== undefined && stream.length < plain.length ? stream : plain;
  });
  const table = HEADER_SIZE + 4 * streams.length;
  const encodedSize = streams.reduce((sum, stream) => sum + 4 + stream.length, table);
  if (encodedSize >= HEADER_SIZE + size) return undefined;
  const frame = new Uint8Array(encodedSize);
  writeHeader(frame, { ...header, isStored: false, encodedSize });
  const view = new DataView(frame.buffer);
  let position = table;
  for (const [index, stream] of streams.entries()) {
    view.setUint32(HEADER_SIZE + 4 * index, position, true);
    view.setUint32(position, stream.length, true);
    frame.set(stream, position + 4);
    position += 4 + stream.length;
  }
  return frame;
}

function encodeThoroughly(block: Uint8Array, clevel: number): Uint8Array {
  const room = new Uint8Array(largestBlock(block.length));
  return room.subarray(0, encodeBlockThoroughly(block, room, 0, 1 << clevel));
}

/** Encodes a blosc 1 frame. Blocks are never split, and the header says so. */
export function encodeBlosc(
  bytes: Uint8Array,
  settings: BloscSettings,
  { kernel, compressors, blocking }: Backend,
): MaybePromise<Uint8Array> {
  const { cname, clevel, typesize } = settings;
  if (cname === "snappy") throw new Error("blosc with snappy can be read but not written; choose lz4");
  const size = bytes.length;
  if (size > LARGEST_INPUT) throw new RangeError(`blosc encodes up to ${LARGEST_INPUT} bytes at once; found ${size}`);
  const format: BloscFormat = cname === "lz4hc" ? "lz4" : cname;
  const blocksize = chooseBlocksize(size, settings);
  const header = { typesize, shuffle: settings.shuffle, format, size, blocksize };
  if (clevel === 0 || size < SMALLEST_INPUT) return store(bytes, header);

  const shuffled = shuffleBlocks(bytes, blocksize, settings, kernel);
  const isSmall = blocking || size <= INLINE;
  const encode = (block: Uint8Array): MaybePromise<Uint8Array | undefined> => {
    if (cname === "lz4") return kernel.encodeLz4(block, 10 - clevel).slice();
    if (cname === "lz4hc") return encodeThoroughly(block, clevel);
    if (cname === "blosclz") return encodeBlosclz(block);
    return compressors[cname].encode(block, clevel, isSmall);
  };
  const encoded: MaybePromise<Uint8Array | undefined>[] = [];
  for (let start = 0; start < size; start += blocksize)
    encoded.push(encode(shuffled.subarray(start, start + blocksize)));
  const finish = (streams: readonly (Uint8Array | undefined)[]): Uint8Array =>
    assemble(shuffled, streams, header) ?? store(bytes, header);
  return encoded.some((stream) => stream instanceof Promise)
    ? Promise.all(encoded).then(finish)
    : finish(encoded as (Uint8Array | undefined)[]);
}
