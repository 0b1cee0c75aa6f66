import type { JsonValue } from "../contract/json.ts";
import { JsonReader } from "./json-reader.ts";
import { isPlainJson } from "./scan-json.ts";

/**
 * Reads a JSON document with exact numbers.
 *
 * - An integer literal (no fraction, no exponent) beyond ±2^53 is a `bigint`; every other number is the nearest
 *   double.
 * - The bare words `NaN`, `Infinity` and `-Infinity`, which Python writes, are numbers. `-0` stays negative.
 * - Every key becomes an own property, `__proto__` included. Of two equal keys the last one wins.
 * - A byte order mark before the document is skipped.
 *
 * Ordinary documents go through the platform's parser; the answer is the same either way.
 *
 * @throws SyntaxError naming the position and what was found there; also for nesting deeper than 256 levels, and
 * for integers of more than 4300 digits (the limit Python has), whose conversion could take minutes.
 */
export function parseJson(text: string): JsonValue {
  const document = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (isPlainJson(document)) {
    try {
      return JSON.parse(document) as JsonValue;
    } catch {
      // Bare words, or a mistake that the exact reader reports with its position.
    }
  }
  return parseJsonExactly(document);
}

/** What {@link parseJson} does for documents that the platform cannot read exactly. Takes no byte order mark. */
export function parseJsonExactly(text: string): JsonValue {
  return new JsonReader(text).document();
}
