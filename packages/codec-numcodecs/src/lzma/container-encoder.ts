/** Writes the formats that numcodecs names: xz, the old `.lzma`, and plain LZMA or LZMA2. */
import { crc32 } from "../checksum/crc32.ts";
import { BlockWriter } from "./block-writer.ts";
import { applyDelta } from "./container.ts";
import { LzmaEncoder } from "./encoder.ts";
import { type LzmaProperties, propertiesByte } from "./model.ts";
import { RangeEncoder } from "./range-encoder.ts";
import { DELTA_FILTER, LZMA2_FILTER, littleEndian, XZ_MAGIC, xzCheck } from "./xz-format.ts";

/** How to compress. */
export interface LzmaSettings {
  readonly properties: LzmaProperties;
  /** How many candidates for a match are tried. */
  readonly depth: number;
  /** Distances of xz Delta filters, in the order they are applied. */
  readonly deltas: readonly number[];
}

/** A dictionary is this large at most, as with liblzma's highest preset. */
const LARGEST_DICTIONARY = 26;
/** One chunk of LZMA2 holds no more plain bytes. */
const CHUNK = 65536;

/** Encodes LZMA2. */
export function encodeLzma2(data: Uint8Array, settings: LzmaSettings): Uint8Array {
  const encoder = new LzmaEncoder(data, settings.properties, settings.depth, dictionarySize(data));
  const output = new BlockWriter();
  let started = false;
  let hasProperties = false;
  let hasState = false;
  for (let start = 0; start < data.length; start += CHUNK) {
    const end = Math.min(start + CHUNK, data.length);
    if (!hasState) encoder.resetState();
    const coder = new RangeEncoder();
    encoder.encode(coder, start, end);
    const packed = coder.finish();
    if (packed.length < end - start) {
      const control = !hasProperties ? (started ? 0xc0 : 0xe0) : hasState ? 0x80 : 0xa0;
      output.append(Uint8Array.of(control, ...bigEndian(end - start - 1), ...bigEndian(packed.length - 1)));
      if (control >= 0xc0) output.append(Uint8Array.of(propertiesByte(settings.properties)));
      output.append(packed);
      hasProperties = true;
      hasState = true;
    } else {
      output.append(Uint8Array.of(started ? 2 : 1, ...bigEndian(end - start - 1)));
      output.append(data.subarray(start, end));
      hasState = false;
    }
    started = true;
  }
  output.append(Uint8Array.of(0));
  return output.finish();
}

/** Encodes plain LZMA with an end marker. */
export function encodeLzma1(data: Uint8Array, settings: LzmaSettings): Uint8Array {
  const encoder = new LzmaEncoder(data, settings.properties, settings.depth, dictionarySize(data));
  const coder = new RangeEncoder();
  encoder.encode(coder, 0, data.length);
  encoder.end(coder, data.length);
  return coder.finish();
}

/** Encodes the old `.lzma` format, of unknown length and with an end marker as liblzma does. */
export function encodeAlone(data: Uint8Array, settings: LzmaSettings): Uint8Array {
  const output = new BlockWriter();
  output.append(Uint8Array.of(propertiesByte(settings.properties)));
  output.append(littleEndian(dictionarySize(data)));
  output.append(new Uint8Array(8).fill(0xff));
  output.append(encodeLzma1(data, settings));
  return output.finish();
}

/** Encodes xz: one stream of one block. */
export function encodeXz(data: Uint8Array, settings: LzmaSettings, checkKind: number): Uint8Array {
  const check = xzCheck(checkKind);
  const flags = Uint8Array.of(0, checkKind);
  const output = new BlockWriter();
  output.append(Uint8Array.from(XZ_MAGIC));
  output.append(flags);
  output.append(littleEndian(crc32(flags)));
  const filtered = settings.deltas.reduce(applyDelta, data);
  const records = data.length === 0 ? [] : [appendBlock(output, data, filtered, settings, check)];
  const index = indexOf(records, data.length);
  output.append(index);
  output.append(littleEndian(crc32(index)));
  const footer = Uint8Array.of(...littleEndian((index.length + 4) / 4 - 1), ...flags);
  output.append(littleEndian(crc32(footer)));
  output.append(footer);
  output.append(Uint8Array.of(0x59, 0x5a));
  return output.finish();
}

/** Appends a block; answers its size without padding. */
function appendBlock(
  output: BlockWriter,
  data: Uint8Array,
  filtered: Uint8Array,
  settings: LzmaSettings,
  check: ReturnType<typeof xzCheck>,
): number {
  const filters = settings.deltas.flatMap((distance) => [DELTA_FILTER, 1, distance - 1]);
  const fields = [settings.deltas.length, ...filters, LZMA2_FILTER, 1, 2 * (dictionaryBits(data) - 12)];
  const header = new Uint8Array(4 * Math.ceil((1 + fields.length) / 4));
  header[0] = header.length / 4;
  header.set(fields, 1);
  const packed = encodeLzma2(filtered, settings);
  output.append(header);
  output.append(littleEndian(crc32(header)));
  output.append(packed);
  output.append(new Uint8Array((4 - (packed.length % 4)) % 4));
  output.append(check.compute(data));
  return header.length + 4 + packed.length + check.size;
}

function indexOf(records: readonly number[], decodedSize: number): Uint8Array {
  const fields = [
    0,
    ...integer(records.length),
    ...records.flatMap((size) => [...integer(size), ...integer(decodedSize)]),
  ];
  while (fields.length % 4 !== 0) fields.push(0);
  return Uint8Array.from(fields);
}

/** Seven bits to a byte, the lowest first. */
function integer(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

function bigEndian(value: number): readonly [number, number] {
  return [value >> 8, value & 0xff];
}

/** The smallest power of two that covers the data, 4 KiB at least. */
function dictionaryBits(data: Uint8Array): number {
  let bits = 12;
  while (bits < LARGEST_DICTIONARY && 2 ** bits < data.length) bits++;
  return bits;
}

function dictionarySize(data: Uint8Array): number {
  return 2 ** dictionaryBits(data);
}
