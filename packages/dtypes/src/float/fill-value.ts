import type { JsonValue } from "@zarrkit/core/contract";
import { found, hexOf, writeHex } from "../foundation.ts";
import { type FloatFormat, writeInteger } from "./float-format.ts";

const words: ReadonlyMap<JsonValue, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/**
 * Stores a float from a `fill_value`: a number, `"NaN"`, `"Infinity"`, `"-Infinity"`, and in version 3 the
 * bits as hex. Throws for any other form, and for a value that the format does not have.
 */
export function floatFromJson(
  format: FloatFormat,
  json: JsonValue,
  zarrFormat: 2 | 3,
  bytes: Uint8Array,
  offset: number,
): void {
  const number = typeof json === "number" ? json : words.get(json);
  if (number !== undefined) {
    format.write(number, bytes, offset);
  } else if (typeof json === "bigint") {
    writeInteger(format, json, bytes, offset);
  } else if (typeof json === "string" && zarrFormat === 3 && json.startsWith("0x")) {
    const word = bytes.subarray(offset, offset + format.size);
    if (!writeHex(json, word)) {
      throw new TypeError(`${format.name}: expected ${2 * format.size} hex digits, found ${found(json)}`);
    }
    if (((word[0] as number) & ~(format.mask ?? 0xff)) !== 0) {
      throw new RangeError(`${format.name}: ${found(json)} sets bits that the format does not have`);
    }
  } else {
    const forms = `a number, "NaN", "Infinity", "-Infinity"${zarrFormat === 3 ? " or hex bits" : ""}`;
    throw new TypeError(`${format.name}: expected a fill value that is ${forms}, found ${found(json)}`);
  }
}

/** The reverse. Version 2 has one NaN; version 3 keeps the bits of every other one as hex. */
export function floatToJson(format: FloatFormat, zarrFormat: 2 | 3, bytes: Uint8Array, offset: number): JsonValue {
  const value = format.read(bytes, offset);
  if (Number.isFinite(value)) {
    return value;
  }
  if (!Number.isNaN(value)) {
    return value > 0 ? "Infinity" : "-Infinity";
  }
  const hex = hexOf(bytes.subarray(offset, offset + format.size));
  return zarrFormat === 2 || hex === format.nan ? "NaN" : hex;
}
