/**
 * Decodes the snappy format, which tensorstore and old writers put into blosc. Every length is checked.
 *
 * Source: https://github.com/google/snappy/blob/main/format_description.txt
 */

function damaged(what: string): Error {
  return new Error(`damaged snappy data: ${what}`);
}

/** Decodes a stream that fills `target` exactly. */
export function decodeSnappy(source: Uint8Array, target: Uint8Array): void {
  let from = 0;
  let to = 0;
  /** A little-endian number of one to four bytes. */
  const next = (width: number): number => {
    if (width > source.length - from) throw damaged("it is cut off");
    let value = 0;
    for (let i = 0; i < width; i++) value += (source[from++] as number) * 2 ** (8 * i);
    return value;
  };
  let declared = 0;
  for (let shift = 0, byte = 128; byte >= 128; shift += 7) {
    if (shift > 28) throw damaged("its length is not a 32-bit number");
    byte = next(1);
    declared += (byte & 127) * 2 ** shift;
  }
  if (declared !== target.length) throw damaged(`it declares ${declared} bytes, expected ${target.length}`);

  while (from < source.length) {
    const tag = next(1);
    const kind = tag & 3;
    if (kind === 0) {
      const code = tag >> 2;
      const length = (code < 60 ? code : next(code - 59)) + 1;
      if (length > source.length - from) throw damaged("literals are cut off");
      if (length > target.length - to) throw damaged(`it decodes to more than ${target.length} bytes`);
      target.set(source.subarray(from, from + length), to);
      from += length;
      to += length;
      continue;
    }
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const distance = kind === 1 ? ((tag >> 5) << 8) + next(1) : next(kind === 2 ? 2 : 4);
    if (distance === 0 || distance > to) throw damaged(`a copy looks back ${distance} bytes, of ${to}`);
    if (length > target.length - to) throw damaged(`it decodes to more than ${target.length} bytes`);
    for (let i = 0; i < length; i++) target[to + i] = target[to + i - distance] as number;
    to += length;
  }
  if (to !== target.length) throw damaged(`it decodes to ${to} bytes, expected ${target.length}`);
}
