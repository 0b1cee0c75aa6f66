/** Low and high halves of the table entries. Reflected polynomial 0xc96c5795d7870f42 (ECMA-182). */
const table = /* @__PURE__ */ crcTable();

function crcTable(): Int32Array {
  const halves = new Int32Array(512);
  for (let byte = 0; byte < 256; byte++) {
    let low = byte;
    let high = 0;
    for (let bit = 0; bit < 8; bit++) {
      const odd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (odd === 1) {
        low ^= 0xd7870f42;
        high ^= 0xc96c5795;
      }
    }
    halves[2 * byte] = low;
    halves[2 * byte + 1] = high;
  }
  return halves;
}

/** CRC-64 as in xz, as eight bytes from the lowest up. */
export function crc64(bytes: Uint8Array): Uint8Array {
  let low = -1;
  let high = -1;
  for (const byte of bytes) {
    const entry = 2 * ((low ^ byte) & 0xff);
    low = ((low >>> 8) | (high << 24)) ^ (table[entry] as number);
    high = (high >>> 8) ^ (table[entry + 1] as number);
  }
  const output = new Uint8Array(8);
  const view = new DataView(output.buffer);
  view.setInt32(0, ~low, true);
  view.setInt32(4, ~high, true);
  return output;
}
