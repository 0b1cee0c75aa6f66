/**
 * A value for names and messages of tests: JSON where JSON can, `12n` for a bigint, and the numbers that JSON lacks by
 * their names. Never throws. Cut after `limit` characters.
 */
export function valueText(value: unknown, limit: number = Number.POSITIVE_INFINITY): string {
  let text: string;
  try {
    text = write(value, 0);
  } catch {
    // A getter that throws.
    text = `a value of type ${typeof value}`;
  }
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

function write(value: unknown, depth: number): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  // Deep or circular.
  if (depth > 20) return "…";
  if (value instanceof Date) return `Date(${Number(value)})`;
  if (Array.isArray(value)) return `[${value.map((element) => write(element, depth + 1)).join(",")}]`;
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (ArrayBuffer.isView(value) && kind !== "DataView") {
    return `${kind}[${Array.from(value as unknown as ArrayLike<unknown>, (element) => write(element, depth + 1)).join(",")}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const text = members.map(([name, member]) => `${JSON.stringify(name)}:${write(member, depth + 1)}`).join(",");
  return `${kind === "Object" ? "" : kind}{${text}}`;
}
