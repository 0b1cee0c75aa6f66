import type { JsonObject, JsonValue } from "@zarrkit/core/contract";
import { found } from "./found.ts";

/** True for a JSON object, as opposed to a list or null. */
export function isJsonObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** Throws when a data type that has nothing to configure was given something. An empty object is fine. */
export function noConfiguration(name: string, configuration: JsonObject | undefined): void {
  const keys = Object.keys(configuration ?? {});
  if (keys.length > 0) {
    throw new TypeError(`${name}: expected no configuration, found ${keys.map((key) => found(key)).join(", ")}`);
  }
}

/** The members of an object, each of them there and no others. Throws a `TypeError` that names the odd one. */
export function exactMembers<Key extends string>(
  what: string,
  json: JsonValue | undefined,
  keys: readonly Key[],
): { readonly [K in Key]: JsonValue } {
  const expected = keys.map((key) => `"${key}"`).join(", ");
  if (!isJsonObject(json)) {
    throw new TypeError(`${what}: expected an object with ${expected}, found ${found(json)}`);
  }
  const missing = keys.find((key) => !Object.hasOwn(json, key));
  if (missing !== undefined) {
    throw new TypeError(`${what}: expected ${expected}, "${missing}" is missing`);
  }
  const extra = Object.keys(json).find((key) => !(keys as readonly string[]).includes(key));
  if (extra !== undefined) {
    throw new TypeError(`${what}: expected ${expected}, found ${found(extra)} too`);
  }
  return json as { readonly [K in Key]: JsonValue };
}

/** An integer from a document, in a range. Throws a `RangeError`, or a `TypeError` for what is no number. */
export function integerBetween(what: string, json: JsonValue, least: number, most: number): number {
  if (typeof json !== "number" && typeof json !== "bigint") {
    throw new TypeError(`${what}: expected an integer from ${least} to ${most}, found ${found(json)}`);
  }
  const value = Number(json);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${what}: expected an integer from ${least} to ${most}, found ${found(json)}`);
  }
  return value;
}
