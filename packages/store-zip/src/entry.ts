/**
 * Reads entries of a zip archive.
 *
 * Source: PKWARE APPNOTE.TXT 6.3.10, section 4.3.7 (local file header).
 *
 * @module
 */

import type { ByteRange, ByteSource, MaybePromise } from "@zarrkit/core/contract";
import { clip } from "@zarrkit/store-base/byte-range";
import { crc32, inflate } from "#compression";
import type { Entry } from "./directory.ts";

const stored = 0;
const deflated = 8;
const headerLength = 30;
/** Room for the extra field that most programs leave in a local header; a longer one costs a second request. */
const extraAllowance = 64;
/** Deflate cannot make more than this of one byte, so that a larger promise is a lie. */
const deflateRatio = 1032;

/** The archive: a value of some store. */
export interface ArchiveSource extends ByteSource {
  /** Present when the store reads several ranges at once. */
  getRanges?(ranges: readonly ByteRange[]): MaybePromise<readonly Uint8Array[] | undefined>;
}

/** Where the data of an entry begins, once it has been asked for. */
const dataOffsets = new WeakMap<Entry, number>();

/** The stored bytes of a whole entry, as they are: for copying into another archive. */
export async function readRaw(source: ByteSource, entry: Entry): Promise<Uint8Array> {
  const known = dataOffsets.get(entry);
  if (known !== undefined) return readSpan(source, known, known + entry.compressedSize);
  const allowance = headerLength + entry.nameLength + extraAllowance;
  const bytes = await readAtMost(source, entry.headerOffset, allowance + entry.compressedSize);
  const start = dataStart(entry, bytes);
  const from = start - entry.headerOffset;
  if (from + entry.compressedSize <= bytes.byteLength) return bytes.subarray(from, from + entry.compressedSize);
  return readSpan(source, start, start + entry.compressedSize);
}

/** An entry's value, its length and checksum verified. The answer may share a buffer with nothing that is kept. */
export async function readWhole(source: ByteSource, entry: Entry): Promise<Uint8Array> {
  checkReadable(entry);
  const raw = await readRaw(source, entry);
  let value = raw;
  if (entry.method === deflated) {
    try {
      value = await inflate(raw, entry.size);
    } catch (cause) {
      throw new Error(`entry cannot be inflated to the ${entry.size} bytes promised: the archive is damaged`, {
        cause,
      });
    }
  }
  if (value.byteLength !== entry.size) {
    throw new Error(`entry holds ${value.byteLength} bytes, expected ${entry.size}: the archive is damaged`);
  }
  const found = crc32(value);
  if (found !== entry.crc32) {
    throw new Error(
      `CRC-32 of the entry is ${hexadecimal(found)}, expected ${hexadecimal(entry.crc32)}: the archive is damaged`,
    );
  }
  return value;
}

/** Parts of a value. Stored entries are read in part, without a checksum to verify; deflated ones whole. */
export async function readRanges(
  source: ArchiveSource,
  entry: Entry,
  ranges: readonly ByteRange[],
): Promise<Uint8Array[]> {
  const spans = ranges.map((range) => clip(range, entry.size));
  if (entry.method !== stored) {
    const value = await readWhole(source, entry);
    return spans.map(([start, end]) => value.slice(start, end));
  }
  checkReadable(entry);
  let at = dataOffsets.get(entry);
  if (at === undefined) {
    const header = await readAtMost(source, entry.headerOffset, headerLength + entry.nameLength);
    at = dataStart(entry, header);
  }
  const base = at;
  if (spans.length === 1 || source.getRanges === undefined) {
    return Promise.all(spans.map(([start, end]) => readSpan(source, base + start, base + end)));
  }
  const wanted = spans.map(([start, end]) => ({ offset: base + start, length: end - start }));
  const parts = await source.getRanges(wanted);
  if (parts?.every((part, i) => part.byteLength === wanted[i]?.length)) return [...parts];
  throw new Error("archive ends before the entry does: it is cut short, or has changed since it was opened");
}

function checkReadable(entry: Entry): void {
  if (entry.encrypted) throw new Error("entry is encrypted, which is not supported");
  if (entry.method !== stored && entry.method !== deflated) {
    throw new Error(`entry has compression method ${entry.method}, expected 0 (stored) or 8 (deflated)`);
  }
  const most = entry.method === stored ? entry.compressedSize : entry.compressedSize * deflateRatio;
  if (entry.size > most || (entry.method === stored && entry.size !== most)) {
    throw new Error(
      `entry promises ${entry.size} bytes from ${entry.compressedSize} stored ones: the archive is damaged`,
    );
  }
}

/** Finds the data behind a local header, whose extra field need not be as long as the directory's. */
function dataStart(entry: Entry, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = bytes.byteLength >= headerLength && view.getUint32(0, true) === 0x04034b50;
  if (!found || view.getUint16(26, true) !== entry.nameLength) {
    throw new Error(
      `no local header at ${entry.headerOffset}: the archive is damaged, or has changed since it was opened`,
    );
  }
  const offset = entry.headerOffset + headerLength + view.getUint16(26, true) + view.getUint16(28, true);
  dataOffsets.set(entry, offset);
  return offset;
}

async function readSpan(source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  if (start === end) return new Uint8Array(0);
  const bytes = await readAtMost(source, start, end - start);
  if (bytes.byteLength === end - start) return bytes;
  throw new Error(`archive ends at ${start + bytes.byteLength}, before the entry does at ${end}: it is cut short`);
}

async function readAtMost(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  if (offset < 0) throw new Error(`entry begins at ${offset}: the archive is damaged`);
  const bytes = await source.get({ offset, length });
  if (bytes === undefined) throw new Error("archive is missing: it was removed after it had been opened");
  return bytes;
}

function hexadecimal(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}
