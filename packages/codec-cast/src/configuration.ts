/** Reading configurations strictly: the specifications forbid members that they do not name. */
import type { JsonObject, JsonValue } from "@zarrkit/core/contract";

/** The members of a configuration. Throws when there are others than those named. */
export function readMembers(
  codec: string,
  configuration: JsonObject | undefined,
  names: readonly string[],
): JsonObject {
  for (const key of Object.keys(configuration ?? {})) {
    if (names.includes(key)) continue;
    throw new TypeError(`${codec}: unknown configuration member ${JSON.stringify(key)}; expected ${names.join(", ")}`);
  }
  return configuration ?? {};
}

/** A member that is one of some words, or the fallback when it is absent. */
export function readWord<Word extends string, Fallback>(
  codec: string,
  members: JsonObject,
  key: string,
  words: readonly Word[],
  fallback: Fallback,
): Word | Fallback {
  const value = members[key];
  if (value === undefined) return fallback;
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  throw new TypeError(`${codec}: "${key}" must be one of ${words.join(", ")}, found ${describeJson(value)}`);
}

/** How a value is shown in a message. */
export function describeJson(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  if (typeof value === "bigint" || typeof value === "number") return String(value);
  const text = JSON.stringify(value, (_, part) => (typeof part === "bigint" ? part.toString() : part)) as string;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
