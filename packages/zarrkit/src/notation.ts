import { type BasicSelection, slice } from "@zarrkit/api";
import { UsageError } from "./failure.ts";

/** A selection as numpy spells it, without brackets: `0,10:20,...,::2`. Nothing at all selects everything. */
export function parseSelection(text: string | undefined): BasicSelection | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  return text
    .replace(/^\s*\[(.*)\]\s*$/s, "$1")
    .split(",")
    .map((part) => parseItem(part.trim()));
}

function parseItem(text: string): number | "..." | ReturnType<typeof slice> {
  if (text === "...") return "...";
  const parts = text.split(":");
  if (parts.length > 3) throw misspelt(text);
  const numbers = parts.map((part) => (part.trim() === "" ? undefined : integer(part.trim(), text)));
  if (parts.length > 1) return slice(...(numbers as [number | undefined, number | undefined, number | undefined]));
  const [index] = numbers;
  if (index === undefined) throw misspelt(text);
  return index;
}

function integer(text: string, item: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw misspelt(item);
  return Number(text);
}

function misspelt(item: string): UsageError {
  return new UsageError(
    `A selection is a list such as 0,10:20,... ; ${JSON.stringify(item)} is neither an index nor a slice`,
  );
}

/** A list of whole numbers such as a shape: `64,64`. */
export function parseShape(text: string): number[] {
  const numbers = text.split(",").map((part) => Number(part.trim() === "" ? Number.NaN : part));
  if (numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) return numbers;
  throw new UsageError(`A shape is a list of whole numbers such as 64,64; found ${JSON.stringify(text)}`);
}

/** A whole number from 1. */
export function parseCount(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new UsageError(`A whole number from 1 is expected; found ${JSON.stringify(text)}`);
}

/** A size in bytes: `512M`, `1.5GiB`, `4096`. Powers of 1024. */
export function parseBytes(text: string): number {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?$/i.exec(text.trim()) ?? [];
  if (number === undefined)
    throw new UsageError(`A size is a number with or without K, M, G, T; found ${JSON.stringify(text)}`);
  return Math.round(Number(number) * 1024 ** " KMGT".indexOf(unit.toUpperCase() || " "));
}

/** A number of bytes for people. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(units.length - 1, bytes < 1024 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power]}`;
}
