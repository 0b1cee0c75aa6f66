/** One frame of a zstd file, as its headers describe it. Nothing is decompressed to find this out. */
export interface Frame {
  readonly start: number;
  readonly end: number;
  /** The decoded length that the header declares; `undefined` where a streaming writer did not know it. */
  readonly contentSize: number | undefined;
  /** No frame with these block headers can decode to more bytes. */
  readonly maximumSize: number;
  /** How far back a decoder must be able to look. */
  readonly windowSize: number;
  /** Position of the byte that says the window size; `undefined` when it is the content size. */
  readonly windowAt: number | undefined;
  /** Position of the first block. */
  readonly blocksAt: number;
  readonly blockCount: number;
  /** No block decodes to more bytes. */
  readonly largestBlock: number;
  readonly hasChecksum: boolean;
}

export const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const LARGEST_BLOCK = 128 * 1024;

function damaged(what: string): Error {
  return new Error(`damaged zstd data: ${what}`);
}

/**
 * The frames of a zstd file in order, skippable ones left out. Every byte belongs to a frame.
 *
 * Source: RFC 8878, section 3.1.
 *
 * @throws Error when the headers contradict themselves, run past the end, or ask for a dictionary.
 */
export function parseFrames(bytes: Uint8Array): readonly Frame[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: Frame[] = [];
  let position = 0;
  while (position < bytes.length) {
    if (bytes.length - position < 4) throw damaged(`${bytes.length - position} bytes behind the last frame`);
    const magic = view.getUint32(position, true);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) {
      if (bytes.length - position < 8) throw damaged("a skippable frame is cut off");
      position += 8 + view.getUint32(position + 4, true);
      if (position > bytes.length) throw damaged("a skippable frame is cut off");
      continue;
    }
    if (magic !== MAGIC) throw damaged(`no frame begins at byte ${position}`);
    const frame = parseFrame(view, position);
    frames.push(frame);
    position = frame.end;
  }
  if (frames.length === 0) throw damaged("there is no frame");
  return frames;
}

function parseFrame(view: DataView, start: number): Frame {
  const need = (end: number): void => {
    if (end > view.byteLength) throw damaged(`the frame at byte ${start} is cut off`);
  };
  let position = start + 4;
  need(position + 1);
  const descriptor = view.getUint8(position++);
  if (descriptor & 0x08) throw damaged("a reserved bit is set");
  const isSingleSegment = (descriptor & 0x20) !== 0;

  let windowSize = 0;
  let windowAt: number | undefined;
  if (!isSingleSegment) {
    need(position + 1);
    windowAt = position;
    const byte = view.getUint8(position++);
    const base = 2 ** (10 + (byte >> 3));
    windowSize = base + (base / 8) * (byte & 7);
  }

  const dictionarySize = [0, 1, 2, 4][descriptor & 3] as number;
  need(position + dictionarySize);
  for (const end = position + dictionarySize; position < end; position++) {
    if (view.getUint8(position) !== 0) throw new Error("zstd data that needs a dictionary cannot be read");
  }

  const sizeFlag = descriptor >> 6;
  let contentSize: number | undefined;
  if (sizeFlag !== 0 || isSingleSegment) {
    const length = 1 << sizeFlag;
    need(position + length);
    if (length === 1) contentSize = view.getUint8(position);
    else if (length === 2) contentSize = view.getUint16(position, true) + 256;
    else if (length === 4) contentSize = view.getUint32(position, true);
    else contentSize = view.getUint32(position, true) + view.getUint32(position + 4, true) * 2 ** 32;
    position += length;
  }
  if (isSingleSegment) windowSize = contentSize as number;

  const largestBlock = Math.min(windowSize, LARGEST_BLOCK);
  const blocksAt = position;
  let blockCount = 0;
  let maximumSize = 0;
  for (let isLast = false; !isLast; ) {
    need(position + 3);
    const header = view.getUint16(position, true) + view.getUint8(position + 2) * 2 ** 16;
    position += 3;
    isLast = (header & 1) === 1;
    const type = (header >> 1) & 3;
    const size = header >>> 3;
    if (type === 3) throw damaged("a block has a reserved type");
    // Also for the plain block kinds, so that a bomb cannot be wound up from lies in block headers.
    if (size > largestBlock) throw damaged(`a block of ${size} bytes in a frame whose blocks hold ${largestBlock}`);
    blockCount++;
    maximumSize += type === 2 ? largestBlock : size;
    position += type === 1 ? 1 : size;
  }
  const hasChecksum = (descriptor & 4) !== 0;
  if (hasChecksum) position += 4;
  need(position);
  if (contentSize !== undefined && contentSize > maximumSize) {
    throw damaged(`a frame declares ${contentSize} bytes, and its blocks hold ${maximumSize} at most`);
  }
  return {
    start,
    end: position,
    contentSize,
    maximumSize,
    windowSize,
    windowAt,
    blocksAt,
    blockCount,
    largestBlock,
    hasChecksum,
  };
}
