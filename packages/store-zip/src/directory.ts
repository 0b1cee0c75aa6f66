/**
 * The central directory of a zip archive: which entries there are, and where.
 *
 * Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.12 (central directory), 4.3.14 to 4.3.16 (end records), 4.5.3 (zip64).
 *
 * @module
 */
import type { ByteSource } from "@zarrkit/core/contract";
import { isKey } from "./store-key.ts";

/** One entry, as the central directory has it. */
export interface Entry {
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where the local header is, in bytes from the start of the file. */
  readonly headerOffset: number;
  /** Length of the name in bytes, which a local header repeats. */
  readonly nameLength: number;
}

export interface Directory {
  /** The entries that can be values, by key; the last of a name wins. */
  readonly entries: ReadonlyMap<string, Entry>;
}

const endLength = 22;
const locatorLength = 20;
const end64Length = 56;
const entryLength = 46;
/** The end records with the longest comment that there may be. */
const tailLength = endLength + 0xffff + locatorLength + end64Length;

/** Reads a directory, with one request for archives of up to a few hundred entries and two for others. Throws on anything but an archive. */
export async function readDirectory(source: ByteSource): Promise<Directory | undefined> {
  const tail = await source.get({ suffix: tailLength });
  if (tail === undefined) return undefined;
  const whole = tail.byteLength < tailLength;
  const view = viewOf(tail);
  const end = findEnd(view);
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let offset = view.getUint32(end + 16, true);
  let after = end;
  const disks = view.getUint32(end + 4, true);
  const locator = end - locatorLength;
  if (locator >= 0 && view.getUint32(locator, true) === 0x07064b50) {
    after = locator - end64Length;
    // Where the record says more than we know, it is longer; it is then found by its mark alone.
    while (after >= 0 && view.getUint32(after, true) !== 0x06064b50) after--;
    if (after < 0) throw new Error("zip64 end record not found: the archive is damaged");
    count = uint64(view, after + 32);
    size = uint64(view, after + 40);
    offset = uint64(view, after + 48);
  } else if (disks !== 0) {
    throw new Error("archive is split over several files, which is not supported");
  }
  const start = after - size;
  if (start >= 0) {
    // An archive may have something before it (a program that unpacks it); its offsets do not count that.
    return parse(tail.subarray(start, after), count, whole ? start - offset : 0);
  }
  if (whole)
    throw new Error(`central directory of ${size} bytes does not fit into the archive: it is cut short or damaged`);
  const directory = await source.get({ offset, length: size });
  if (directory === undefined || directory.byteLength !== size) {
    throw new Error(
      `central directory of ${size} bytes at ${offset} lies outside the archive: it is cut short or damaged`,
    );
  }
  return parse(directory, count, 0);
}

/** The last end record whose comment ends where the file does. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - endLength; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + endLength + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw new Error("end of central directory not found: not a zip archive, or one that is cut short");
}

function parse(bytes: Uint8Array, count: number, shift: number): Directory {
  const view = viewOf(bytes);
  const entries = new Map<string, Entry>();
  let found = 0;
  for (let at = 0; at < bytes.byteLength; found++) {
    if (at + entryLength > bytes.byteLength || view.getUint32(at, true) !== 0x02014b50) break;
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const extraAt = at + entryLength + nameLength;
    const next = extraAt + extraLength + view.getUint16(at + 32, true);
    if (next > bytes.byteLength) break;
    const flags = view.getUint16(at + 8, true);
    const name = nameOf(bytes.subarray(at + entryLength, extraAt), (flags & 0x800) !== 0);
    if (name !== undefined && isKey(name)) {
      const [size, compressedSize, headerOffset] = sizes(view, at, extraAt, extraLength);
      entries.set(name, {
        method: view.getUint16(at + 10, true),
        encrypted: (flags & 1) !== 0,
        crc32: view.getUint32(at + 16, true),
        compressedSize,
        size,
        headerOffset: headerOffset + shift,
        nameLength,
      });
    }
    at = next;
  }
  if (found !== count)
    throw new Error(`central directory promises ${count} entries and holds ${found}: the archive is damaged`);
  return { entries };
}

/** Size, compressed size and offset of an entry. A field of all ones is in the zip64 extra field instead. */
function sizes(view: DataView, at: number, extraAt: number, extraLength: number): [number, number, number] {
  const values: [number, number, number] = [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ];
  if (!values.includes(0xffffffff)) return values;
  for (let field = extraAt; field + 4 <= extraAt + extraLength; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let from = field + 4;
    const end = Math.min(from + view.getUint16(field + 2, true), extraAt + extraLength);
    for (const [i, value] of values.entries()) {
      if (value !== 0xffffffff || from + 8 > end) continue;
      values[i] = uint64(view, from);
      from += 8;
    }
    break;
  }
  return values;
}

// The upper half of code page 437, which names without the UTF-8 flag are in.
const codePage437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** A name as text. Many programs write UTF-8 without saying so; what cannot be that is code page 437. */
function nameOf(bytes: Uint8Array, utf8: boolean): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    if (utf8) return undefined;
    return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : codePage437[byte - 128])).join("");
  }
}

function uint64(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (Number.isSafeInteger(value)) return value;
  throw new Error(`length or offset ${value} in the archive is beyond any file: it is damaged`);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
