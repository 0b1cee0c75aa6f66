import type { NDArray } from "@zarrkit/api";
import { isNotATime, timeText } from "./time-text.ts";

type DataType = NDArray["dataType"];

/** An array as rows of its last axis, with an empty line between planes; each line ends. */
export function arrayText(array: NDArray): string {
  const { dataType } = array;
  return lines(array.toList(), array.ndim, (value) => elementText(dataType, value))
    .map((line) => `${line}\n`)
    .join("");
}

/** An array as nested JSON lists on one line. */
export function arrayJson(array: NDArray): string {
  const { dataType } = array;
  const isTime = dataType.name.startsWith("numpy.");
  const replace = (key: string, value: unknown): unknown =>
    isTime && isNotATime(dataType, value) ? "NaT" : jsonValue(key, value);
  return `${JSON.stringify(array.toList(), replace)}\n`;
}

function lines(list: unknown, rank: number, textOf: (value: unknown) => string): string[] {
  if (rank === 0) return [textOf(list)];
  const items = list as readonly unknown[];
  if (items.length === 0) return [];
  if (rank === 1) return [items.map(textOf).join(" ")];
  return items.flatMap((part, index) => {
    const inner = lines(part, rank - 1, textOf);
    return rank > 2 && index > 0 ? ["", ...inner] : inner;
  });
}

/** One element, which has no space in it unless it is quoted. */
function elementText(dataType: DataType, value: unknown): string {
  if (typeof value === "bigint") return timeText(dataType, value);
  if (typeof value === "string") return /^$|[\s"]/.test(value) ? JSON.stringify(value) : value;
  if (dataType.name.startsWith("complex") && Array.isArray(value)) {
    const [real, imaginary] = value as [number, number];
    const sign = imaginary < 0 || Object.is(imaginary, -0) ? "-" : "+";
    return `${real}${sign}${Math.abs(imaginary)}j`;
  }
  return typeof value === "object" ? JSON.stringify(value, jsonValue) : String(value);
}

/** JSON has no such numbers: those beyond 2^53 become text, those that are none become their names. */
function jsonValue(_: string, value: unknown): unknown {
  if (typeof value === "bigint") {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString();
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
