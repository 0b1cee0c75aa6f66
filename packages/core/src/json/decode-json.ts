import type { JsonValue, MaybePromise } from "../contract/json.ts";
import { maximumDepth } from "./json-object.ts";
import { parsePlainJson } from "./plain-json.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a UTF-8 document with exact numbers, with or without a byte order mark.
 *
 * - An integer literal (no fraction, no exponent) beyond ±2^53 is a `bigint`; every other number is the nearest
 *   double.
 * - The bare words `NaN`, `Infinity` and `-Infinity`, which Python writes, are numbers. `-0` stays negative.
 * - Every key becomes an own property, `__proto__` included. Of two equal keys the last one wins.
 *
 * Ordinary documents go through the platform's parser, which gives the same answer; the exact reader is loaded when a
 * document needs it.
 *
 * @throws SyntaxError when the bytes are not UTF-8, naming the position and what was found there when the text is not
 * JSON; also for nesting deeper than 256 levels, and for integers of more than 4300 digits (the limit Python has), whose
 * conversion could take minutes.
 */
export function decodeJson(bytes: Uint8Array): MaybePromise<JsonValue> {
  const text = decodeText(bytes);
  return (
    parsePlainJson(text) ??
    import("./json-reader.ts").then(({ parseJsonExactly }) => parseJsonExactly(text, maximumDepth))
  );
}

/** Without the byte order mark, which the decoder drops. */
function decodeText(bytes: Uint8Array): string {
  // Browsers refuse to decode memory that other threads may write.
  const owned = bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes);
  try {
    return utf8.decode(owned);
  } catch (cause) {
    throw new SyntaxError(`JSON of ${bytes.byteLength} bytes is not valid UTF-8 text`, { cause });
  }
}
