import type { JsonObject, JsonValue } from "../contract/index.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { isJsonObject } from "../json/json-object.ts";
import { invalid } from "./check.ts";

/** A named extension in a v3 document. */
export interface ExtensionObject {
  readonly name: string;
  readonly configuration: JsonObject | undefined;
  readonly mustUnderstand: boolean;
}

/**
 * Reads `{ name, configuration?, must_understand? }`, or the bare name that stands for an object without
 * configuration. Source: zarr v3 core, "Extension definition".
 */
export function parseExtensionObject(member: string, value: JsonValue, place: ErrorPlace): ExtensionObject {
  if (typeof value === "string") return { name: value, configuration: undefined, mustUnderstand: true };
  if (!isJsonObject(value)) return invalid(member, "a name or an object with a name", value, place);
  const { name, configuration, must_understand: mustUnderstand = true } = value;
  if (typeof name !== "string") return invalid(`${member}.name`, "a string", name, place);
  if (configuration !== undefined && !isJsonObject(configuration)) {
    return invalid(`${member}.configuration`, "an object", configuration, place);
  }
  if (typeof mustUnderstand !== "boolean") {
    return invalid(`${member}.must_understand`, "true or false", mustUnderstand, place);
  }
  return { name, configuration, mustUnderstand };
}

/** The stored form: always an object, since readers in the field refuse bare names. */
export function formatExtensionObject(name: string, configuration: JsonObject | undefined): JsonObject {
  return configuration === undefined ? { name } : { name, configuration };
}
