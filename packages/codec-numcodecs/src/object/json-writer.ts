/** JSON as Python's `json.JSONEncoder` writes it. */

import { PythonFloat } from "./python-float.ts";

/** Python's encoder options, as numcodecs stores them. */
export interface JsonWriterOptions {
  readonly ensure_ascii: boolean;
  readonly allow_nan: boolean;
  readonly sort_keys: boolean;
  readonly indent: number | string | null;
  readonly separators: readonly [item: string, key: string];
}

const DEEPEST = 1000;

/** Writes a value. Throws on what JSON has no form for. */
export function writeJson(value: unknown, options: JsonWriterOptions, depth = 0): string {
  if (depth > DEEPEST) throw new RangeError(`a value is nested deeper than ${DEEPEST} levels, or contains itself`);
  if (value === null || value === undefined) return "null";
  switch (typeof value) {
    case "boolean":
      return String(value);
    case "bigint":
      return value.toString();
    case "number":
      return Number.isInteger(value) && !Object.is(value, -0) ? wholeNumber(value) : pythonFloat(value, options);
    case "string":
      return quote(value, options.ensure_ascii);
    case "object":
      if (value instanceof PythonFloat) return pythonFloat(value.value, options);
      if (Array.isArray(value)) {
        return bracket(
          "[",
          "]",
          value.map((item) => writeJson(item, options, depth + 1)),
          options,
          depth,
        );
      }
      if (isPlain(value)) {
        const keys = Object.keys(value);
        if (options.sort_keys) keys.sort(byCodePoint);
        const record = value as { readonly [key: string]: unknown };
        const members = keys.map(
          (key) =>
            quote(key, options.ensure_ascii) + options.separators[1] + writeJson(record[key], options, depth + 1),
        );
        return bracket("{", "}", members, options, depth);
      }
  }
  throw new TypeError(`JSON has no form for ${typeof value === "object" ? value.constructor.name : typeof value}`);
}

function bracket(open: string, close: string, parts: string[], options: JsonWriterOptions, depth: number): string {
  if (parts.length === 0) return open + close;
  if (options.indent === null) return open + parts.join(options.separators[0]) + close;
  const unit = typeof options.indent === "string" ? options.indent : " ".repeat(Math.max(0, options.indent));
  const line = `\n${unit.repeat(depth + 1)}`;
  return `${open}${line}${parts.join(options.separators[0] + line)}\n${unit.repeat(depth)}${close}`;
}

/** Whole numbers are Python integers, written in full. */
function wholeNumber(value: number): string {
  return Math.abs(value) < 1e21 ? String(value) : BigInt(value).toString();
}

/** Python's `float.__repr__`: the shortest digits, with an exponent below 1e-4 and from 1e16. */
function pythonFloat(value: number, options: JsonWriterOptions): string {
  if (!Number.isFinite(value)) {
    if (!options.allow_nan) throw new RangeError(`JSON has no form for ${value}, and "allow_nan" is false`);
    return String(value);
  }
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e16) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function quote(text: string, ensureAscii: boolean): string {
  // It also escapes lone surrogates, which Python could not encode at all.
  const quoted = JSON.stringify(text);
  if (!ensureAscii) return quoted;
  return quoted.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Python sorts by code point, JavaScript by UTF-16 unit; they differ from U+E000 on. */
function byCodePoint(first: string, second: string): number {
  for (let index = 0; index < first.length && index < second.length; ) {
    const [one, other] = [first.codePointAt(index) as number, second.codePointAt(index) as number];
    if (one !== other) return one - other;
    index += one > 0xffff ? 2 : 1;
  }
  return first.length - second.length;
}
