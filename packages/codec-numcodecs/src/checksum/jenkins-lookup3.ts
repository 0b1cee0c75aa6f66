/** Bob Jenkins' lookup3 hash (`hashlittle`), as HDF5 uses it for metadata checksums. */
export function jenkinsLookup3(bytes: Uint8Array, initval: number): number {
  let a = (0xdeadbeef + bytes.length + initval) | 0;
  let b = a;
  let c = a;
  if (bytes.length === 0) return c >>> 0;
  let position = 0;
  for (; bytes.length - position > 12; position += 12) {
    a = (a + word(bytes, position)) | 0;
    b = (b + word(bytes, position + 4)) | 0;
    c = (c + word(bytes, position + 8)) | 0;
    a = (a - c) ^ rotate(c, 4);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 6);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 8);
    b = (b + a) | 0;
    a = (a - c) ^ rotate(c, 16);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 19);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 4);
    b = (b + a) | 0;
  }
  // Bytes beyond the end count as zero, so the last block needs no cases.
  a = (a + word(bytes, position)) | 0;
  b = (b + word(bytes, position + 4)) | 0;
  c = (c + word(bytes, position + 8)) | 0;
  c = ((c ^ b) - rotate(b, 14)) | 0;
  a = ((a ^ c) - rotate(c, 11)) | 0;
  b = ((b ^ a) - rotate(a, 25)) | 0;
  c = ((c ^ b) - rotate(b, 16)) | 0;
  a = ((a ^ c) - rotate(c, 4)) | 0;
  b = ((b ^ a) - rotate(a, 14)) | 0;
  c = ((c ^ b) - rotate(b, 24)) | 0;
  return c >>> 0;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function word(bytes: Uint8Array, position: number): number {
  return (
    (bytes[position] ?? 0) |
    ((bytes[position + 1] ?? 0) << 8) |
    ((bytes[position + 2] ?? 0) << 16) |
    ((bytes[position + 3] ?? 0) << 24)
  );
}
