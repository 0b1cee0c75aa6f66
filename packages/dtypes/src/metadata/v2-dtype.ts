import type { JsonValue, V2DataType } from "@zarrkit/core/contract";
import { found } from "./found.ts";

/** Byte order of a numpy spelling such as `">f4"`; `undefined` for `|`. */
export function endianOf(dtype: string): "little" | "big" | undefined {
  return dtype.startsWith("<") ? "little" : dtype.startsWith(">") ? "big" : undefined;
}

/** The character that stands for a byte order; version 3 types are spelled little-endian. */
export function orderCharacter(endian: "little" | "big" | undefined): "<" | ">" {
  return endian === "big" ? ">" : "<";
}

/** `{ dtype: "<f4" }`. */
export function numpyDtype(code: string, endian: "little" | "big" | undefined): V2DataType {
  return { dtype: `${orderCharacter(endian)}${code}` };
}

/** Takes a numpy spelling apart; throws a `TypeError` for any other. */
export function matchDtype(name: string, dtype: JsonValue, pattern: RegExp): RegExpExecArray {
  const match = typeof dtype === "string" ? pattern.exec(dtype) : null;
  if (match === null) {
    throw new TypeError(`${name}: ${found(dtype)} is no numpy spelling of this data type`);
  }
  return match;
}
