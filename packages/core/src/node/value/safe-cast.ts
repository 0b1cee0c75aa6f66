import type { DataType } from "../../contract/index.ts";
import { formatJson } from "../../json/format-json.ts";

/** Bits of the integers that each kind of number holds exactly, by bytes of one element. */
const exactBits: Record<string, Record<number, number>> = {
  // numpy counts 64-bit integers as safe in float64, though they are not exact there.
  f: { 2: 11, 4: 24, 8: 64 },
  c: { 8: 24, 16: 64 },
};

interface Kind {
  readonly letter: string;
  readonly size: number;
}

/**
 * Whether every value of one data type is a value of another, by the rules of numpy's `can_cast(…, "safe")`: numbers
 * into wider ones, strings and bytes into longer ones; anything else only into itself.
 */
export function canCastSafely(from: DataType, to: DataType): boolean {
  if (sameDataType(from, to)) return true;
  const source = kindOfSpelling(from);
  const target = kindOfSpelling(to);
  if (source === undefined || target === undefined) return false;
  const [a, b] = [source.letter, target.letter];
  if (a === "b") return "biufc".includes(b);
  if (a === b) return "iufcSU".includes(a) && source.size <= target.size;
  if (a === "u" && b === "i") return source.size < target.size;
  if (a === "f" && b === "c") return source.size * 2 <= target.size;
  if (a !== "i" && a !== "u") return false;
  return source.size * 8 <= (exactBits[b]?.[target.size] ?? 0);
}

/** Whether two data types are the same, byte order included. */
export function sameDataType(a: DataType, b: DataType): boolean {
  return (
    formatJson(a.metadata) === formatJson(b.metadata) &&
    formatJson(a.v2?.dtype ?? null) === formatJson(b.v2?.dtype ?? null)
  );
}

function kindOfSpelling({ v2 }: DataType): Kind | undefined {
  const [, letter, size] = /^[<>|]([biufcSU])(\d+)$/.exec(String(v2?.dtype ?? "")) ?? [];
  return letter === undefined ? undefined : { letter, size: Number(size) };
}
