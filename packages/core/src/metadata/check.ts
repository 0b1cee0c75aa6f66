import type { JsonObject, JsonValue } from "../contract/index.ts";
import { MetadataValidationError } from "../error/metadata-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { isJsonObject } from "../json/json-object.ts";

/** Fails with a message that names the member, what it must be and what it is. */
export function invalid(member: string, expected: string, found: JsonValue | undefined, place: ErrorPlace): never {
  throw new MetadataValidationError(`"${member}" must be ${expected}, found ${abbreviate(found)}`, place);
}

export function requireObject(document: JsonValue, place: ErrorPlace): JsonObject {
  if (isJsonObject(document)) return document;
  throw new MetadataValidationError(`A metadata document must be a JSON object, found ${abbreviate(document)}`, place);
}

export function requireMember(document: JsonObject, member: string, place: ErrorPlace): JsonValue {
  const value = document[member];
  if (value === undefined || !Object.hasOwn(document, member)) {
    throw new MetadataValidationError(`"${member}" is missing from the metadata document`, place);
  }
  return value;
}

/** A list of integers, each at least `minimum` and small enough to count with exactly. */
export function requireIntegers(
  document: JsonObject,
  member: string,
  minimum: number,
  place: ErrorPlace,
): readonly number[] {
  const value = requireMember(document, member, place);
  const expected = `a list of integers from ${minimum} to 2^53 - 1`;
  if (!Array.isArray(value)) return invalid(member, expected, value, place);
  for (const item of value as readonly JsonValue[]) {
    if (typeof item !== "number" || !Number.isSafeInteger(item) || item < minimum)
      invalid(member, expected, value, place);
  }
  return value as readonly number[];
}

/** An optional object with free keys; absent equals empty. */
export function optionalObject(document: JsonObject, member: string, place: ErrorPlace): JsonObject {
  const value = Object.hasOwn(document, member) ? document[member] : undefined;
  if (value === undefined) return {};
  return isJsonObject(value) ? value : invalid(member, "an object", value, place);
}

/** A short text of a JSON value for messages; documents are hostile and may be huge. */
export function abbreviate(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) {
    const items = value.slice(0, 8).map((item) => abbreviate(item as JsonValue));
    return `[${items.join(", ")}${value.length > 8 ? ", …" : ""}]`.slice(0, 120);
  }
  if (isJsonObject(value))
    return `an object with ${Object.keys(value).slice(0, 8).join(", ") || "no members"}`.slice(0, 120);
  return typeof value === "string" ? JSON.stringify(value.slice(0, 80)) : String(value);
}
