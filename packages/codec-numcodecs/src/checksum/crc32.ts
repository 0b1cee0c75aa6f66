/** CRC-32 as in zlib: reflected polynomial 0xedb88320. */
export function crc32(bytes: Uint8Array): number {
  return reflectedCrc(ieee, bytes);
}

/** CRC-32C (Castagnoli): reflected polynomial 0x82f63b78. */
export function crc32c(bytes: Uint8Array): number {
  return reflectedCrc(castagnoli, bytes);
}

const ieee = /* @__PURE__ */ crcTables(0xedb88320);
const castagnoli = /* @__PURE__ */ crcTables(0x82f63b78);

/** Eight tables, so that eight bytes are folded in one step. */
function crcTables(polynomial: number): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    tables[byte] = crc;
  }
  for (let index = 256; index < tables.length; index++) {
    const previous = tables[index - 256] as number;
    tables[index] = (previous >>> 8) ^ (tables[previous & 0xff] as number);
  }
  return tables;
}

function reflectedCrc(tables: Int32Array, bytes: Uint8Array): number {
  let crc = -1;
  let position = 0;
  for (const end = bytes.length - 7; position < end; position += 8) {
    const low = crc ^ word(bytes, position);
    const high = word(bytes, position + 4);
    crc =
      (tables[1792 + (low & 0xff)] as number) ^
      (tables[1536 + ((low >>> 8) & 0xff)] as number) ^
      (tables[1280 + ((low >>> 16) & 0xff)] as number) ^
      (tables[1024 + (low >>> 24)] as number) ^
      (tables[768 + (high & 0xff)] as number) ^
      (tables[512 + ((high >>> 8) & 0xff)] as number) ^
      (tables[256 + ((high >>> 16) & 0xff)] as number) ^
      (tables[high >>> 24] as number);
  }
  for (; position < bytes.length; position++) {
    crc = (crc >>> 8) ^ (tables[(crc ^ (bytes[position] as number)) & 0xff] as number);
  }
  return ~crc >>> 0;
}

function word(bytes: Uint8Array, position: number): number {
  return (
    (bytes[position] as number) |
    ((bytes[position + 1] as number) << 8) |
    ((bytes[position + 2] as number) << 16) |
    ((bytes[position + 3] as number) << 24)
  );
}
