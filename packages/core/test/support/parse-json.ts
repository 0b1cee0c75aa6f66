import type { JsonValue } from "../../src/contract/index.ts";
import { maximumDepth } from "../../src/json/json-object.ts";
import { parseJsonExactly as parseExactly } from "../../src/json/json-reader.ts";
import { parsePlainJson } from "../../src/json/plain-json.ts";

/** Reads a document with the exact reader. */
export function parseJsonExactly(text: string): JsonValue {
  return parseExactly(text, maximumDepth);
}

/** Reads a document as `decodeJson` does, at once. */
export function parseJson(text: string): JsonValue {
  return parsePlainJson(text) ?? parseJsonExactly(text);
}

/** The same for bytes. */
export function parseJsonBytes(bytes: Uint8Array): JsonValue {
  return parseJson(new TextDecoder().decode(bytes));
}
