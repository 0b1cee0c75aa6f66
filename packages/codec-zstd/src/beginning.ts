import { type Frame, MAGIC } from "./frame.ts";

/** The first part of a frame, as a frame of its own that decodes to `size` bytes. */
export interface Beginning {
  readonly bytes: Uint8Array;
  readonly size: number;
}

const HEADER_SIZE = 9;
/** The content size takes 4 bytes, there is a single segment, no checksum and no dictionary. */
const DESCRIPTOR = 0xa0;

/** Longer parts get memory of their own. */
const ROOM = 1024 * 1024;
let room: Uint8Array | undefined;

/** Memory that is used again: the first touch of fresh memory takes longer than the copy. */
function roomFor(byteLength: number): Uint8Array {
  if (byteLength > ROOM) return new Uint8Array(byteLength);
  room ??= new Uint8Array(ROOM);
  return room.subarray(0, byteLength);
}

/**
 * The blocks of a frame that hold its first `byteLength` bytes. `undefined` where those are all blocks, or where it is not
 * known how much each one holds, since writers may end blocks early. A frame with a checksum is only ever decoded whole.
 * The answer is good until the next call.
 *
 * Source: RFC 8878, sections 3.1.1.1 and 3.1.1.2.
 */
export function beginningOf(bytes: Uint8Array, frame: Frame, byteLength: number): Beginning | undefined {
  const { blocksAt, blockCount, largestBlock, contentSize, hasChecksum } = frame;
  const count = Math.max(1, Math.ceil(byteLength / largestBlock));
  const areFull = contentSize === blockCount * largestBlock;
  if (hasChecksum || !areFull || count >= blockCount) return undefined;

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let latest = blocksAt;
  let end = blocksAt;
  for (let block = 0; block < count; block++) {
    latest = end;
    const header = view.getUint16(latest, true) | (view.getUint8(latest + 2) << 16);
    // A block of type 1 repeats one byte.
    end = latest + 3 + (((header >> 1) & 3) === 1 ? 1 : header >> 3);
  }
  const size = count * largestBlock;
  const part = roomFor(HEADER_SIZE + end - blocksAt);
  const header = new DataView(part.buffer, 0, HEADER_SIZE);
  header.setUint32(0, MAGIC, true);
  header.setUint8(4, DESCRIPTOR);
  header.setUint32(5, size, true);
  part.set(bytes.subarray(blocksAt, end), HEADER_SIZE);
  // The lowest bit says that a block is the last.
  const lastAt = HEADER_SIZE + latest - blocksAt;
  part[lastAt] = (part[lastAt] as number) | 1;
  return { bytes: part, size };
}
