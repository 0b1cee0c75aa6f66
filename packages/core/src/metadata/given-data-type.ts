import type { DataType, JsonValue } from "../contract/index.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { isJsonObject } from "../json/json-object.ts";
import type { Registry } from "../registry/registry.ts";
import { resolveDataType } from "./data-type.ts";
import { resolveV2DataType } from "./v2-data-type.ts";

const byteOrder = /^[<>|]/;

/**
 * The data type that a person asks for: a v3 name or metadata object, or a v2 or numpy spelling
 * (`"<f4"`, `"f4"`, a list of fields).
 */
export function parseDataType(input: JsonValue, registry: Registry, place: ErrorPlace = {}): Promise<DataType> {
  if (isJsonObject(input)) return resolveDataType(input, registry, place);
  if (typeof input !== "string") return resolveV2DataType(input, undefined, registry, place);
  if (registry.find("data_type", input) !== undefined) return resolveDataType(input, registry, place);
  const spellings = byteOrder.test(input) ? [input] : [`<${input}`, `|${input}`];
  const spelling = spellings.find((candidate) => registry.findV2DataType(candidate) !== undefined);
  if (spelling === undefined) return resolveDataType(input, registry, place);
  return resolveV2DataType(spelling, undefined, registry, place);
}
