/** An element on its way between processes: what it means, not its bytes. `wire_value.py` tells the forms. */
export type WireValue = boolean | string | readonly WireValue[] | { readonly [field: string]: WireValue } | unknown;

/** What the elements of a data type are. */
export type Meaning =
  | "bool"
  | "integer"
  | "float"
  | "complex"
  | "text"
  | "bytes"
  | "json"
  | { readonly struct: Readonly<Record<string, Meaning>> }
  | { readonly list: Meaning };

function floatText(value: unknown): string {
  if (typeof value !== "number") throw new TypeError(`not a number: ${String(value)}`);
  if (Number.isNaN(value)) return "nan";
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString("hex");
}

function integerText(value: unknown): string {
  if (typeof value !== "bigint" && !Number.isSafeInteger(value))
    throw new TypeError(`not an integer: ${String(value)}`);
  return String(value);
}

/** One element as the library gives it, in the form that travels. Throws when it is no such element. */
export function toWire(meaning: Meaning, value: unknown): WireValue {
  switch (meaning) {
    case "bool":
      if (typeof value !== "boolean") throw new TypeError(`not a boolean: ${String(value)}`);
      return value;
    case "integer":
      return integerText(value);
    case "float":
      return floatText(value);
    case "complex":
      return (value as readonly number[]).map(floatText);
    case "text":
      if (typeof value !== "string") throw new TypeError(`not text: ${String(value)}`);
      return value;
    case "bytes":
      if (!(value instanceof Uint8Array)) throw new TypeError(`not bytes: ${String(value)}`);
      return Buffer.from(value).toString("hex");
    case "json":
      return value;
    default:
      return "list" in meaning
        ? Array.from(value as Iterable<unknown>, (item) => toWire(meaning.list, item))
        : structToWire(meaning.struct, value as Readonly<Record<string, unknown>>);
  }
}

function structToWire(fields: Readonly<Record<string, Meaning>>, value: Readonly<Record<string, unknown>>): WireValue {
  const names = Object.keys(value);
  if (names.join() !== Object.keys(fields).join()) throw new TypeError(`fields ${names.join()}`);
  return Object.fromEntries(Object.entries(fields).map(([name, meaning]) => [name, toWire(meaning, value[name])]));
}

/** The elements of nested lists in C order. */
export function flatElements(list: unknown, dimensions: number): readonly unknown[] {
  if (dimensions === 0) return [list];
  return dimensions === 1
    ? (list as unknown[])
    : (list as unknown[]).flatMap((inner) => flatElements(inner, dimensions - 1));
}
