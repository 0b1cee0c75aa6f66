/** Reads the xz format: streams of blocks, with all sizes and checksums verified. */
import { crc32 } from "../checksum/crc32.ts";
import type { OutputBuffer } from "../output-buffer.ts";
import { undoDelta } from "./container.ts";
import { decodeLzma2 } from "./lzma2-decoder.ts";
import { DELTA_FILTER, LZMA2_FILTER, XZ_FOOTER, XZ_HEADER, XZ_MAGIC, type XzCheck, xzCheck } from "./xz-format.ts";

/** Sizes of one block, to be found again in the index. */
interface BlockRecord {
  readonly unpadded: number;
  readonly decoded: number;
}

/** Decodes one stream or several in a row. Throws on damaged input, and beyond the bound of the output. */
export function decodeXz(bytes: Uint8Array, output: OutputBuffer): void {
  let position = decodeStream(bytes, 0, output);
  while (position < bytes.length) {
    // Between streams there may be zeros, four at a time.
    if (bytes.length - position >= 4 && bytes.subarray(position, position + 4).every((byte) => byte === 0))
      position += 4;
    else position = decodeStream(bytes, position, output);
  }
}

function decodeStream(bytes: Uint8Array, start: number, output: OutputBuffer): number {
  const input = new XzReader(bytes, start);
  const header = input.take(XZ_HEADER);
  if (XZ_MAGIC.some((byte, index) => header[index] !== byte)) throw new Error("lzma: no xz stream starts here");
  requireChecksum(header.subarray(6, 8), header.subarray(8), "stream header");
  const kind = header[7] as number;
  if (header[6] !== 0 || kind > 15) throw new Error("lzma: the stream header has unknown flags");
  const check = xzCheck(kind);
  const records: BlockRecord[] = [];
  while (input.peek() !== 0) records.push(decodeBlock(input, check, output));
  const indexSize = readIndex(input, records);
  const footer = input.take(XZ_FOOTER);
  requireChecksum(footer.subarray(4, 10), footer.subarray(0, 4), "stream footer");
  const backward = 4 * (1 + new DataView(footer.buffer, footer.byteOffset).getUint32(4, true));
  if (backward !== indexSize || footer[8] !== 0 || footer[9] !== kind || footer[10] !== 0x59 || footer[11] !== 0x5a) {
    throw new Error("lzma: the stream footer does not match the stream");
  }
  return input.position;
}

function decodeBlock(input: XzReader, check: XzCheck, output: OutputBuffer): BlockRecord {
  const start = input.position;
  const header = input.take(4 * (1 + input.peek()));
  const end = header.length - 4;
  requireChecksum(header.subarray(0, end), header.subarray(end), "block header");
  const fields = new XzReader(header.subarray(0, end), 1);
  const flags = fields.byte();
  if ((flags & 0x3c) !== 0) throw new Error("lzma: a block header has unknown flags");
  const packedSize = flags & 0x40 ? fields.integer() : undefined;
  const decodedSize = flags & 0x80 ? fields.integer() : undefined;
  const distances: number[] = [];
  for (let left = flags & 3; left >= 0; left--) {
    const id = fields.integer();
    const properties = fields.take(fields.integer());
    if (id === (left === 0 ? LZMA2_FILTER : DELTA_FILTER) && properties.length === 1) {
      if (left > 0) distances.push((properties[0] as number) + 1);
    } else throw new Error(`lzma: filter 0x${id.toString(16)} is not supported; LZMA2 and Delta are`);
  }
  while (!fields.done)
    if (fields.byte() !== 0) throw new Error("lzma: a block header has bytes that are not zero at its end");

  const dataStart = input.position;
  const outputStart = output.length;
  input.position = decodeLzma2(input.bytes, dataStart, output);
  const packed = input.position - dataStart;
  const decoded = output.length - outputStart;
  if ((packedSize ?? packed) !== packed || (decodedSize ?? decoded) !== decoded) {
    throw new RangeError("lzma: a block has other sizes than its header declares");
  }
  const data = output.bytes.subarray(outputStart, output.length);
  for (const distance of distances.reverse()) undoDelta(data, distance);
  const unpadded = input.position - start + check.size;
  input.padding(packed);
  const stored = input.take(check.size);
  const computed = check.compute(data);
  if (stored.some((byte, index) => byte !== computed[index])) {
    throw new Error("lzma: the checksum of a block does not match its data");
  }
  return { unpadded, decoded };
}

function readIndex(input: XzReader, records: readonly BlockRecord[]): number {
  const start = input.position;
  input.byte();
  if (input.integer() !== records.length) throw new Error("lzma: the index does not list the blocks of the stream");
  for (const { unpadded, decoded } of records) {
    if (input.integer() !== unpadded || input.integer() !== decoded) {
      throw new Error("lzma: the index does not match the blocks of the stream");
    }
  }
  input.padding(input.position - start);
  const body = input.bytes.subarray(start, input.position);
  requireChecksum(body, input.take(4), "index");
  return body.length + 4;
}

function requireChecksum(data: Uint8Array, stored: Uint8Array, what: string): void {
  if (new DataView(stored.buffer, stored.byteOffset).getUint32(0, true) !== crc32(data)) {
    throw new Error(`lzma: the checksum of the ${what} does not match`);
  }
}

/** Bytes from a position on. Throws when they end too early. */
class XzReader {
  readonly bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position: number) {
    this.bytes = bytes;
    this.position = position;
  }

  get done(): boolean {
    return this.position >= this.bytes.length;
  }

  peek(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) throw new RangeError("lzma: the data ends too early");
    return byte;
  }

  byte(): number {
    const byte = this.peek();
    this.position++;
    return byte;
  }

  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.position) throw new RangeError("lzma: the data ends too early");
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  /** Seven bits to a byte, the lowest first. */
  integer(): number {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("lzma: an integer has more than 63 bits");
  }

  /** Zeros that fill a size up to a multiple of four. */
  padding(size: number): void {
    for (const byte of this.take((4 - (size % 4)) % 4)) {
      if (byte !== 0) throw new Error("lzma: padding is not zero");
    }
  }
}
