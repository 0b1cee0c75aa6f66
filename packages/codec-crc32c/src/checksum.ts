/** The Castagnoli polynomial, bits reversed. */
const POLYNOMIAL = 0x82f63b78;

const STRIDE = 16;

/**
 * `TABLES[256 * k + b]`: what byte `b` does to the register once `k` more bytes have passed. With sixteen such
 * tables, sixteen bytes are looked up side by side.
 */
const TABLES: Int32Array = buildTables();

function buildTables(): Int32Array {
  const tables = new Int32Array(256 * STRIDE);
  for (let byte = 0; byte < 256; byte++) {
    let register = byte;
    for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >>> 1) ^ POLYNOMIAL : register >>> 1;
    tables[byte] = register;
  }
  for (let i = 256; i < tables.length; i++) {
    const previous = tables[i - 256] as number;
    tables[i] = (previous >>> 8) ^ (tables[previous & 255] as number);
  }
  return tables;
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * The CRC-32C of the bytes as an unsigned 32-bit number.
 *
 * Source: RFC 3720, appendix B.4; the slicing technique is Kounavis and Berry's (2005).
 */
export function checksum(bytes: Uint8Array): number {
  const t = TABLES;
  let register = -1;
  let position = 0;
  if (isLittleEndian && bytes.length >= 2 * STRIDE) {
    const aligned = (4 - (bytes.byteOffset & 3)) & 3;
    for (; position < aligned; position++) {
      register = (register >>> 8) ^ (t[(register ^ (bytes[position] as number)) & 255] as number);
    }
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + position, (bytes.length - position) >> 2);
    const end = words.length & ~3;
    for (let i = 0; i < end; i += 4) {
      const a = (words[i] as number) ^ register;
      const b = words[i + 1] as number;
      const c = words[i + 2] as number;
      const d = words[i + 3] as number;
      register =
        (t[3840 + (a & 255)] as number) ^
        (t[3584 + ((a >>> 8) & 255)] as number) ^
        (t[3328 + ((a >>> 16) & 255)] as number) ^
        (t[3072 + (a >>> 24)] as number) ^
        (t[2816 + (b & 255)] as number) ^
        (t[2560 + ((b >>> 8) & 255)] as number) ^
        (t[2304 + ((b >>> 16) & 255)] as number) ^
        (t[2048 + (b >>> 24)] as number) ^
        (t[1792 + (c & 255)] as number) ^
        (t[1536 + ((c >>> 8) & 255)] as number) ^
        (t[1280 + ((c >>> 16) & 255)] as number) ^
        (t[1024 + (c >>> 24)] as number) ^
        (t[768 + (d & 255)] as number) ^
        (t[512 + ((d >>> 8) & 255)] as number) ^
        (t[256 + ((d >>> 16) & 255)] as number) ^
        (t[d >>> 24] as number);
    }
    position += end * 4;
  }
  for (; position < bytes.length; position++) {
    register = (register >>> 8) ^ (t[(register ^ (bytes[position] as number)) & 255] as number);
  }
  return ~register >>> 0;
}
