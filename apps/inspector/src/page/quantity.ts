const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];

/** Bytes for people to read: `"1.5 MB"`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${units[power]}`;
}

/** A count with its noun: `"1 request"`, `"2,000 requests"`. */
export function formatCount(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A value of an array, as text. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? formatJson(value) : String(value);
}

/** JSON, with integers that are too large for a number as they are. */
export function formatJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === "bigint" ? String(member) : member), indent);
}
