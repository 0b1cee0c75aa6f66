/**
 * The blosc 1 container: a header of 16 bytes, the start of every block, and the blocks.
 *
 * Source: https://github.com/Blosc/c-blosc/blob/main/README_CHUNK_FORMAT.rst
 */
import type { DecodeBound } from "@zarrkit/core/contract";

export const HEADER_SIZE = 16;
const VERSION = 2;

const FLAG_SHUFFLE = 0x01;
const FLAG_STORED = 0x02;
const FLAG_BITSHUFFLE = 0x04;
const FLAG_RESERVED = 0x08;
const FLAG_UNSPLIT = 0x10;

/** The inner formats by number; `lz4hc` writes the format of `lz4`. */
const FORMATS = ["blosclz", "lz4", "snappy", "zlib", "zstd"] as const;

export type BloscFormat = (typeof FORMATS)[number];

/** Blocks of wider elements, or with fewer elements, are never split. */
const LARGEST_SPLIT_TYPESIZE = 16;
const SMALLEST_SPLIT = 128;

/** Whether a reader takes whole blocks for split in as many streams as elements have bytes, unless the flags deny it. */
export function isSplittable(blocksize: number, typesize: number): boolean {
  return typesize <= LARGEST_SPLIT_TYPESIZE && blocksize / typesize >= SMALLEST_SPLIT;
}

/** A compressed piece of a block; one whose length is `size` is stored as it is. */
export interface BloscStream {
  readonly start: number;
  readonly length: number;
}

export interface BloscBlock {
  /** Where its bytes belong in the output. */
  readonly offset: number;
  readonly size: number;
  /** Pieces of equal decoded size, one after another. */
  readonly streams: readonly BloscStream[];
}

/** A frame whose numbers have been checked against each other and against the input. */
export interface BloscFrame {
  readonly size: number;
  readonly typesize: number;
  readonly shuffle: "noshuffle" | "shuffle" | "bitshuffle";
  readonly format: BloscFormat;
  /** True when the data follows the header as it is; there are no blocks then. */
  readonly isStored: boolean;
  readonly blocksize: number;
  readonly blocks: readonly BloscBlock[];
}

function damaged(what: string): Error {
  return new Error(`damaged blosc data: ${what}`);
}

/**
 * Reads the header, the block table and the lengths of all streams. Nothing is decompressed, and nothing is allocated
 * that the length of the input does not vouch for.
 *
 * @throws RangeError when the decoded length is not within the bound.
 * @throws Error when the numbers contradict each other or point outside the input.
 */
export function parseFrame(bytes: Uint8Array, bound: DecodeBound): BloscFrame {
  if (bytes.length < HEADER_SIZE) throw damaged(`the header takes ${HEADER_SIZE} bytes; found ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(0);
  const flags = view.getUint8(2);
  const typesize = view.getUint8(3);
  const size = view.getUint32(4, true);
  const blocksize = view.getUint32(8, true);
  const encodedSize = view.getUint32(12, true);

  if (version !== VERSION) throw damaged(`the format has version ${VERSION}; found ${version}`);
  if (encodedSize !== bytes.length) throw damaged(`the header declares ${encodedSize} bytes; found ${bytes.length}`);
  if (size > bound.limit || (bound.size !== undefined && size !== bound.size)) {
    throw new RangeError(
      `blosc data should decode to ${bound.size ?? `at most ${bound.limit}`} bytes; its header declares ${size}`,
    );
  }
  if (typesize === 0) throw damaged("elements have no size");
  const hasBoth = (flags & FLAG_SHUFFLE) !== 0 && (flags & FLAG_BITSHUFFLE) !== 0;
  if ((flags & FLAG_RESERVED) !== 0 || hasBoth) throw damaged(`the flags 0x${flags.toString(16)} are not known`);
  const format = FORMATS[flags >> 5];
  if (format === undefined) throw damaged(`compressor ${flags >> 5} is not known`);
  const shuffle = flags & FLAG_SHUFFLE ? "shuffle" : flags & FLAG_BITSHUFFLE ? "bitshuffle" : "noshuffle";
  const header = { size, typesize, shuffle, format, blocksize } as const;

  if (flags & FLAG_STORED || size === 0) {
    if (encodedSize !== HEADER_SIZE + size) {
      throw damaged(`${size} stored bytes take ${HEADER_SIZE + size} with the header; found ${encodedSize}`);
    }
    return { ...header, isStored: true, blocks: [] };
  }
  const isUnsplit = (flags & FLAG_UNSPLIT) !== 0;
  // c-blosc keeps what snappy made longer, and nothing else that got longer.
  const canGrow = format === "snappy";
  return { ...header, isStored: false, blocks: parseBlocks(view, header, isUnsplit, canGrow) };
}

function parseBlocks(
  view: DataView,
  { size, blocksize, typesize }: { readonly size: number; readonly blocksize: number; readonly typesize: number },
  isUnsplit: boolean,
  canGrow: boolean,
): readonly BloscBlock[] {
  if (blocksize === 0 || blocksize > size) throw damaged(`blocks of ${blocksize} bytes in ${size}`);
  const count = Math.ceil(size / blocksize);
  const table = HEADER_SIZE + 4 * count;
  if (table > view.byteLength) throw damaged(`the starts of ${count} blocks are cut off`);
  const canSplit = !isUnsplit && isSplittable(blocksize, typesize);

  const blocks: BloscBlock[] = [];
  for (let index = 0; index < count; index++) {
    const offset = index * blocksize;
    const isWhole = size - offset >= blocksize;
    const blockSize = isWhole ? blocksize : size - offset;
    const splits = canSplit && isWhole ? typesize : 1;
    if (blockSize % splits !== 0) throw damaged(`a block of ${blockSize} bytes is split in ${splits}`);
    let position = view.getUint32(HEADER_SIZE + 4 * index, true);
    if (position < table) throw damaged(`block ${index} begins at byte ${position}, inside the header`);
    const streams: BloscStream[] = [];
    for (let split = 0; split < splits; split++) {
      if (position + 4 > view.byteLength) throw damaged(`block ${index} is cut off`);
      const length = view.getUint32(position, true);
      const start = position + 4;
      if (length === 0 || (length > blockSize / splits && !canGrow))
        throw damaged(`a stream of block ${index} takes ${length} bytes`);
      if (length > view.byteLength - start) throw damaged(`block ${index} is cut off`);
      streams.push({ start, length });
      position = start + length;
    }
    blocks.push({ offset, size: blockSize, streams });
  }
  return blocks;
}

/** What {@link writeHeader} writes. */
export interface BloscHeader {
  readonly typesize: number;
  readonly shuffle: "noshuffle" | "shuffle" | "bitshuffle";
  readonly format: BloscFormat;
  readonly isStored: boolean;
  /** Whether whole blocks are split by {@link isSplittable}. */
  readonly isSplit: boolean;
  readonly size: number;
  readonly blocksize: number;
  readonly encodedSize: number;
}

/** Writes a header over the first 16 bytes of `target`. */
export function writeHeader(target: Uint8Array, header: BloscHeader): void {
  const { typesize, shuffle, format, isStored, isSplit, size, blocksize, encodedSize } = header;
  const view = new DataView(target.buffer, target.byteOffset, HEADER_SIZE);
  const filter = shuffle === "bitshuffle" ? FLAG_BITSHUFFLE : shuffle === "shuffle" && typesize > 1 ? FLAG_SHUFFLE : 0;
  view.setUint8(0, VERSION);
  // The version of the inner format, 1 for all of them.
  view.setUint8(1, 1);
  const layout = (isStored ? FLAG_STORED : 0) | (isSplit ? 0 : FLAG_UNSPLIT);
  view.setUint8(2, filter | layout | (FORMATS.indexOf(format) << 5));
  view.setUint8(3, typesize);
  view.setUint32(4, size, true);
  view.setUint32(8, blocksize, true);
  view.setUint32(12, encodedSize, true);
}
