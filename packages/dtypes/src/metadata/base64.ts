import type { JsonValue } from "@zarrkit/core/contract";
import { found } from "./found.ts";

const alphabet = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of standard base64 with padding. Throws a `TypeError` for anything else. */
export function bytesFromBase64(what: string, json: JsonValue): Uint8Array {
  if (typeof json !== "string" || !alphabet.test(json)) {
    throw new TypeError(`${what}: expected base64, found ${found(json)}`);
  }
  return Uint8Array.from(atob(json), (character) => character.charCodeAt(0));
}

/** Standard base64 with padding. */
export function bytesToBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary);
}

/** The bytes of a list of integers from 0 to 255. Throws a `TypeError` for anything else. */
export function bytesFromList(what: string, list: readonly JsonValue[]): Uint8Array {
  const bytes = new Uint8Array(list.length);
  for (const [i, value] of list.entries()) {
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 255) {
      throw new TypeError(`${what}: expected integers from 0 to 255, found ${found(value)} at position ${i}`);
    }
    bytes[i] = value;
  }
  return bytes;
}
