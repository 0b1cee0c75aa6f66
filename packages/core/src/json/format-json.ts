import type { JsonValue } from "../contract/json.ts";
import { isJsonObject, maximumDepth } from "./json-object.ts";

type Step = string | number;

/** What the recursion carries: the way from the root to the value at hand, and the containers on it. */
interface Writer {
  readonly indent: string;
  readonly path: Step[];
  readonly ancestors: Set<object>;
}

/**
 * Writes a JSON document, with exact numbers.
 *
 * - `bigint` as its digits. A whole double beyond ±2^53 keeps a mark of being no integer (`1e+20`,
 *   `9007199254740994.0`), so that `parseJson` answers the same value. Negative zero is `-0.0`, which Python reads back as such.
 * - NaN and the infinities as the bare words `NaN`, `Infinity`, `-Infinity`, as Python does.
 * - Members that are `undefined` are left out. Strings stay as they are apart from quotes, control characters and
 *   lone surrogates.
 *
 * @param indent - Spaces for each level, laid out like Python's `json.dumps(indent=…)`; 0 or absent: one line without
 * spaces.
 * @throws TypeError naming the member (`attributes.a[3].b`) that is a function, a symbol, a class instance such as a
 * `Date` or typed array, an `undefined` list element, part of a cycle, or nested deeper than 256 levels.
 */
export function formatJson(value: JsonValue, indent = 0): string {
  return formatValue(value, "", { indent: " ".repeat(indent), path: [], ancestors: new Set() });
}

function formatValue(value: unknown, margin: string, writer: Writer): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return formatNumber(value);
    case "boolean":
    case "bigint":
      return String(value);
    case "object":
      return value === null ? "null" : formatContainer(value, margin, writer);
    default:
      throw refuse(`is ${article(typeof value)}, which JSON cannot hold`, writer);
  }
}

function formatContainer(value: object, margin: string, writer: Writer): string {
  const isArray = Array.isArray(value);
  if (!isArray && !isJsonObject(value)) {
    throw refuse(
      `is ${article(className(value))}, expected a plain object, list, string, number, boolean or null`,
      writer,
    );
  }
  if (writer.ancestors.has(value)) throw refuse("contains itself", writer);
  if (writer.ancestors.size >= maximumDepth) throw refuse(`is nested deeper than ${maximumDepth} levels`, writer);
  writer.ancestors.add(value);
  const inner = margin + writer.indent;
  const parts = isArray ? formatElements(value, inner, writer) : formatMembers(value, inner, writer);
  writer.ancestors.delete(value);
  const [open, close] = isArray ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  if (writer.indent === "") return open + parts.join(",") + close;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
}

function formatElements(values: readonly unknown[], margin: string, writer: Writer): string[] {
  const parts: string[] = [];
  // By index, so that a hole is seen as the `undefined` it reads as.
  for (let i = 0; i < values.length; i++) {
    writer.path.push(i);
    parts.push(formatValue(values[i], margin, writer));
    writer.path.pop();
  }
  return parts;
}

function formatMembers(value: Readonly<Record<string, unknown>>, margin: string, writer: Writer): string[] {
  const separator = writer.indent === "" ? ":" : ": ";
  const parts: string[] = [];
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member === undefined) continue;
    writer.path.push(key);
    parts.push(JSON.stringify(key) + separator + formatValue(member, margin, writer));
    writer.path.pop();
  }
  return parts;
}

function formatNumber(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  if (Math.abs(value) <= 2 ** 53 || !Number.isInteger(value)) return String(value);
  return Math.abs(value) < 1e16 ? `${value}.0` : value.toExponential();
}

function refuse(reason: string, writer: Writer): TypeError {
  const steps = writer.path.map((step, i) => {
    if (typeof step === "number") return `[${step}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(step)) return `[${JSON.stringify(step)}]`;
    return i === 0 ? step : `.${step}`;
  });
  return new TypeError(`JSON: ${steps.length === 0 ? "the value" : steps.join("")} ${reason}`);
}

function className(value: object): string {
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === "string" && name !== "" ? name : "class instance";
}

function article(noun: string): string {
  if (noun === "undefined") return noun;
  return `${/^[aeio]/i.test(noun) ? "an" : "a"} ${noun}`;
}
