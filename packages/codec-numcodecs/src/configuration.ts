/** Reading configurations strictly: every member is checked, and none is ignored. */
import type { CodecContext, JsonObject, JsonValue } from "@zarrkit/core/contract";

/**
 * The members of a configuration. Throws when there are others than those named. In the numcodecs
 * spelling a stray `id` is let through.
 */
export function readMembers(
  codec: string,
  configuration: JsonObject | undefined,
  names: readonly string[],
  context: CodecContext,
): JsonObject {
  for (const key of Object.keys(configuration ?? {})) {
    if (names.includes(key) || (key === "id" && context.spelling === "numcodecs")) continue;
    const known = names.length === 0 ? "it takes none" : `expected ${names.join(", ")}`;
    throw new TypeError(`${codec}: unknown configuration member ${JSON.stringify(key)}; ${known}`);
  }
  return configuration ?? {};
}

/** An integer member within bounds; the fallback when it is absent or null, if there is a fallback. */
export function readInteger(
  codec: string,
  members: JsonObject,
  key: string,
  bounds: { readonly min: number; readonly max: number; readonly fallback?: number },
): number {
  const value = members[key] ?? bounds.fallback;
  if (typeof value !== "number" || !Number.isInteger(value) || value < bounds.min || value > bounds.max) {
    throw new RangeError(
      `${codec}: "${key}" must be an integer from ${bounds.min} to ${bounds.max}, found ${describeJson(members[key])}`,
    );
  }
  return value;
}

/** A number member. Throws when it is absent, or not finite. */
export function readNumber(codec: string, members: JsonObject, key: string): number | bigint {
  const value = members[key];
  if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value))) return value;
  throw new TypeError(`${codec}: "${key}" must be a finite number, found ${describeJson(value)}`);
}

/** A boolean member, or the fallback when it is absent. */
export function readBoolean(codec: string, members: JsonObject, key: string, fallback: boolean): boolean {
  const value = members[key] ?? fallback;
  if (typeof value === "boolean") return value;
  throw new TypeError(`${codec}: "${key}" must be true or false, found ${describeJson(value)}`);
}

/** A member that is one of some words, or the fallback when it is absent. */
export function readWord<Word extends string>(
  codec: string,
  members: JsonObject,
  key: string,
  words: readonly Word[],
  fallback: Word,
): Word {
  const value = members[key] ?? fallback;
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  throw new TypeError(`${codec}: "${key}" must be one of ${words.join(", ")}, found ${describeJson(value)}`);
}

/** How a value is shown in a message. */
export function describeJson(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return String(value);
  const text = JSON.stringify(value, (_, part) => (typeof part === "bigint" ? part.toString() : part)) as string;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
