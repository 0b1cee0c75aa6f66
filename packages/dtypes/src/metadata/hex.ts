import { hostEndian } from "../memory/byte-order.ts";

/** The bits of a word in the host's byte order: `"0x7fc00001"`, most significant digit first. */
export function hexOf(word: Uint8Array): string {
  let digits = "";
  for (const byte of word) {
    const pair = byte.toString(16).padStart(2, "0");
    digits = hostEndian === "little" ? pair + digits : digits + pair;
  }
  return `0x${digits}`;
}

/** Stores the bits that `hexOf` writes; `false` when the text is of another form or length. */
export function writeHex(hex: string, word: Uint8Array): boolean {
  const size = word.length;
  if (hex.length !== 2 + 2 * size || !/^0x[0-9a-fA-F]+$/.test(hex)) {
    return false;
  }
  for (let i = 0; i < size; i++) {
    const byte = Number.parseInt(hex.slice(2 + 2 * i, 4 + 2 * i), 16);
    word[hostEndian === "little" ? size - 1 - i : i] = byte;
  }
  return true;
}
