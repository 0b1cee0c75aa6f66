import type { JsonValue } from "../contract/json.ts";
import { formatJson } from "./format-json.ts";

/**
 * Writes a document as UTF-8, without a byte order mark.
 *
 * @throws TypeError when a member is not JSON (see {@link formatJson}).
 */
export function encodeJson(value: JsonValue, indent?: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(formatJson(value, indent));
}
