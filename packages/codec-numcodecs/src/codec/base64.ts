/**
 * `base64`: bytes as base64 text, with padding and without line breaks.
 *
 * Decoding skips line breaks and refuses every other foreign character. Compatible with numcodecs.
 *
 * - Source: numcodecs `Base64`; RFC 4648, section 4
 * - v3 name: `numcodecs.base64`; v2 id: `base64`
 * - Example: `{ "id": "base64" }`
 */
import type { BytesToBytesCodec, CodecFactory } from "@zarrkit/core/contract";
import { readMembers } from "../configuration.ts";
import { requireDecodedSize } from "../decoded-size.ts";

const NAME = "base64";
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PADDING = 0x3d;
const FOREIGN = 0xff;

const digits = /* @__PURE__ */ Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const values = /* @__PURE__ */ digitValues();

function digitValues(): Uint8Array {
  const table = new Uint8Array(256).fill(FOREIGN);
  for (const [value, digit] of digits.entries()) table[digit] = value;
  return table;
}

const codec: BytesToBytesCodec = Object.freeze({
  kind: "bytes_to_bytes",
  configuration: {},
  encode(bytes) {
    const text = new Uint8Array(encodedSize(bytes.length)).fill(PADDING);
    let position = 0;
    for (let index = 0; index < bytes.length; index += 3) {
      const left = bytes.length - index;
      const triple = ((bytes[index] as number) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
      text[position] = digits[triple >> 18] as number;
      text[position + 1] = digits[(triple >> 12) & 63] as number;
      if (left > 1) text[position + 2] = digits[(triple >> 6) & 63] as number;
      if (left > 2) text[position + 3] = digits[triple & 63] as number;
      position += 4;
    }
    return text;
  },
  decode(bytes, bound) {
    const text = withoutLineBreaks(bytes);
    if (text.length % 4 !== 0) throw new RangeError(`${NAME}: ${text.length} characters are no multiple of four`);
    let count = text.length;
    while (count > text.length - 2 && count > 0 && text[count - 1] === PADDING) count--;
    const size = Math.floor((count * 3) / 4);
    requireDecodedSize(NAME, size, bound);
    const output = new Uint8Array(size);
    let pending = 0;
    let position = 0;
    for (let index = 0; index < count; index++) {
      const value = values[text[index] as number] as number;
      if (value === FOREIGN) throw new Error(`${NAME}: byte ${text[index]} at ${index} is no base64 character`);
      pending = ((pending << 6) | value) & 0xffffff;
      if (index % 4 !== 0) output[position++] = (pending >> (6 - 2 * (index % 4))) & 0xff;
    }
    // Bits behind the last byte are zero in what any encoder writes.
    const spare = count % 4 === 2 ? 0xf : count % 4 === 3 ? 0x3 : 0;
    if ((pending & spare) !== 0) throw new Error(`${NAME}: the last character has bits that belong to no byte`);
    return output;
  },
  encodedSize,
} satisfies BytesToBytesCodec);

function encodedSize(decodedSize: number): number {
  return 4 * Math.ceil(decodedSize / 3);
}

function withoutLineBreaks(bytes: Uint8Array): Uint8Array {
  return bytes.includes(0x0a) || bytes.includes(0x0d) ? bytes.filter((byte) => byte !== 0x0a && byte !== 0x0d) : bytes;
}

export const factory: CodecFactory = {
  create(configuration, context) {
    readMembers(NAME, configuration, [], context);
    return codec;
  },
};
