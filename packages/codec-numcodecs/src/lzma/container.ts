/** What the three formats that numcodecs names have in common: which coder a configuration asks for. */
import type { OutputBuffer } from "../output-buffer.ts";
import { LzmaDecoder } from "./decoder.ts";
import { type LzmaProperties, propertiesOf } from "./model.ts";
import { RangeDecoder } from "./range-decoder.ts";

/** Bytes of the header of the old `.lzma` format: properties, dictionary size, length. */
export const ALONE_HEADER = 13;

/** Decodes the old `.lzma` format. Throws on damaged input, and beyond the bound of the output. */
export function decodeAlone(bytes: Uint8Array, output: OutputBuffer): void {
  if (bytes.length < ALONE_HEADER) throw new RangeError("lzma: the data ends within its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const declared = view.getBigUint64(5, true);
  const unknown = declared === 0xffffffffffffffffn;
  if (!unknown) {
    if (declared > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError(`lzma: the header declares ${declared} bytes`);
    output.reserve(Number(declared));
  }
  const properties = propertiesOf(bytes[0] as number);
  decodeLzma1(bytes, ALONE_HEADER, properties, unknown ? undefined : Number(declared), output);
}

/** Decodes plain LZMA that fills the rest of the bytes, of a known length or up to its end marker. */
export function decodeLzma1(
  bytes: Uint8Array,
  start: number,
  properties: LzmaProperties,
  length: number | undefined,
  output: OutputBuffer,
): void {
  const input = new RangeDecoder(bytes, start, bytes.length);
  const decoder = new LzmaDecoder(output, properties);
  const end = length === undefined ? Number.POSITIVE_INFINITY : output.length + length;
  const marked = decoder.decode(input, end);
  if (marked && length !== undefined && output.length !== end)
    throw new RangeError("lzma: the data is shorter than declared");
  if (input.finish() !== bytes.length) throw new RangeError("lzma: bytes are left over behind the data");
}

/** The Delta filter of xz, undone in place: each byte is a difference to the one `distance` before. */
export function undoDelta(bytes: Uint8Array, distance: number): void {
  for (let index = distance; index < bytes.length; index++) {
    bytes[index] = (bytes[index] as number) + (bytes[index - distance] as number);
  }
}

/** The Delta filter of xz. */
export function applyDelta(bytes: Uint8Array, distance: number): Uint8Array {
  return bytes.map((byte, index) => (index < distance ? byte : byte - (bytes[index - distance] as number)));
}
