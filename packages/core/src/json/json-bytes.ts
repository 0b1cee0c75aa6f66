import type { JsonValue } from "../contract/json.ts";
import { formatJson } from "./format-json.ts";
import { parseJson } from "./parse-json.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a UTF-8 document, with or without a byte order mark.
 *
 * @throws SyntaxError when the bytes are not UTF-8, or the text is not JSON (see {@link parseJson}).
 */
export function decodeJson(bytes: Uint8Array): JsonValue {
  return parseJson(decodeText(bytes));
}

/**
 * Writes a document as UTF-8, without a byte order mark.
 *
 * @throws TypeError when a member is not JSON (see {@link formatJson}).
 */
export function encodeJson(value: JsonValue, indent?: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(formatJson(value, indent));
}

function decodeText(bytes: Uint8Array): string {
  // Browsers refuse to decode memory that other threads may write.
  const owned = bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes);
  try {
    return utf8.decode(owned);
  } catch (cause) {
    throw new SyntaxError(`JSON of ${bytes.byteLength} bytes is not valid UTF-8 text`, { cause });
  }
}
