const longest = 100;

/** A value as Node's console shows it, near enough to compare with what the pages say. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") return value;
  return inside(value);
}

function inside(value: unknown): string {
  if (typeof value === "string") return `'${value}'`;
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (ArrayBuffer.isView(value) && Symbol.iterator in value) {
    const elements = [...(value as Uint8Array)];
    return `${value.constructor.name}(${elements.length}) ${list(elements)}`;
  }
  if (Array.isArray(value)) return list(value);
  const members = Object.entries(value).map(([name, member]) => `${name}: ${inside(member)}`);
  const name = value.constructor?.name ?? "Object";
  return (name === "Object" ? "" : `${name} `) + (members.length === 0 ? "{}" : `{ ${members.join(", ")} }`);
}

function list(elements: readonly unknown[]): string {
  if (elements.length === 0) return "[]";
  const shown = elements.slice(0, longest).map(inside);
  const more = elements.length - longest;
  return `[ ${shown.join(", ")}${more > 0 ? `, ... ${more} more items` : ""} ]`;
}
