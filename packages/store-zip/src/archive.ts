/**
 * Lays out a zip archive in memory.
 *
 * Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.14 to 4.3.16
 * (end records), 4.5.3 (zip64).
 *
 * @module
 */

/** A value as it goes into the archive. */
export interface PackedEntry {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  /** Length before compression. */
  readonly size: number;
  readonly data: Uint8Array;
}

const max32 = 0xffffffff;
const max16 = 0xffff;
/** Names are UTF-8. */
const flags = 0x0800;
/** 1980-01-01, the first day there is: equal values make equal archives. */
const date = 0x0021;
/** Made under Unix; a file that its owner writes and everybody reads. */
const madeBy = 3 << 8;
const attributes = 0o100644 * 0x10000;

/** The whole archive. Entries stay in the order given. */
export function layOut(entries: readonly PackedEntry[]): Uint8Array {
  const names = entries.map((entry) => new TextEncoder().encode(entry.name));
  let total = 0;
  const offsets = entries.map((entry, i) => {
    const offset = total;
    total += 30 + (names[i]?.byteLength as number) + (isLarge(entry) ? 20 : 0) + entry.data.byteLength;
    return offset;
  });
  const directoryOffset = total;
  for (const [i, entry] of entries.entries()) {
    total += 46 + (names[i]?.byteLength as number) + extraLength(entry, offsets[i] as number);
  }
  const directorySize = total - directoryOffset;
  const zip64 = entries.length >= max16 || directoryOffset >= max32 || directorySize >= max32;
  const out = new Writer(total + (zip64 ? 76 : 0) + 22);
  for (const [i, entry] of entries.entries()) {
    const name = names[i] as Uint8Array;
    if (name.byteLength > max16)
      throw new RangeError(`name of an entry has ${name.byteLength} bytes, expected at most ${max16}`);
    const large = isLarge(entry);
    out
      .u32(0x04034b50)
      .u16(large ? 45 : 20)
      .u16(flags)
      .u16(entry.method)
      .u16(0)
      .u16(date)
      .u32(entry.crc32);
    out.u32(large ? max32 : entry.data.byteLength).u32(large ? max32 : entry.size);
    out
      .u16(name.byteLength)
      .u16(large ? 20 : 0)
      .bytes(name);
    if (large) out.u16(1).u16(16).u64(entry.size).u64(entry.data.byteLength);
    out.bytes(entry.data);
  }
  for (const [i, entry] of entries.entries()) {
    const name = names[i] as Uint8Array;
    const offset = offsets[i] as number;
    const extra = extraLength(entry, offset);
    const large = isLarge(entry);
    const version = extra > 0 ? 45 : 20;
    out
      .u32(0x02014b50)
      .u16(madeBy | version)
      .u16(version)
      .u16(flags)
      .u16(entry.method)
      .u16(0)
      .u16(date);
    out
      .u32(entry.crc32)
      .u32(large ? max32 : entry.data.byteLength)
      .u32(large ? max32 : entry.size);
    out.u16(name.byteLength).u16(extra).u16(0).u16(0).u16(0).u32(attributes).u32(Math.min(offset, max32)).bytes(name);
    if (extra > 0) out.u16(1).u16(extra - 4);
    if (large) out.u64(entry.size).u64(entry.data.byteLength);
    if (offset >= max32) out.u64(offset);
  }
  if (zip64) {
    out
      .u32(0x06064b50)
      .u64(44)
      .u16(madeBy | 45)
      .u16(45)
      .u32(0)
      .u32(0);
    out.u64(entries.length).u64(entries.length).u64(directorySize).u64(directoryOffset);
    out.u32(0x07064b50).u32(0).u64(total).u32(1);
  }
  const count = Math.min(entries.length, max16);
  out.u32(0x06054b50).u16(0).u16(0).u16(count).u16(count);
  out.u32(Math.min(directorySize, max32)).u32(Math.min(directoryOffset, max32)).u16(0);
  return out.done();
}

function isLarge(entry: PackedEntry): boolean {
  return entry.size >= max32 || entry.data.byteLength >= max32;
}

function extraLength(entry: PackedEntry, offset: number): number {
  const fields = (isLarge(entry) ? 2 : 0) + (offset >= max32 ? 1 : 0);
  return fields === 0 ? 0 : 4 + 8 * fields;
}

/** Writes little-endian numbers one after another. */
class Writer {
  readonly #out: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.#out = new Uint8Array(length);
    this.#view = new DataView(this.#out.buffer);
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  u64(value: number): this {
    this.#view.setBigUint64(this.#at, BigInt(value), true);
    this.#at += 8;
    return this;
  }

  bytes(value: Uint8Array): this {
    this.#out.set(value, this.#at);
    this.#at += value.byteLength;
    return this;
  }

  done(): Uint8Array {
    if (this.#at !== this.#out.byteLength)
      throw new Error(`archive has ${this.#at} bytes, planned ${this.#out.byteLength}`);
    return this.#out;
  }
}
