import type { DataType, DataTypeContext, JsonValue } from "../contract/index.ts";
import { DataTypeValidationError } from "../error/metadata-error.ts";
import { type ErrorPlace, isZarrError, messageOf } from "../error/zarr-error.ts";
import { isJsonObject } from "../json/json-object.ts";
import { type Registry, v2Spelling } from "../registry/registry.ts";
import { abbreviate } from "./check.ts";
import { parseExtensionObject } from "./extension-object.ts";

function contextOf(registry: Registry, place: ErrorPlace): DataTypeContext {
  return {
    dataType: (metadata) => resolveDataType(metadata, registry, place),
    v2DataType: (dtype) => resolveV2DataType(dtype, undefined, registry, place),
  };
}

/** The data type that a v3 `data_type` value names. */
export async function resolveDataType(
  metadata: JsonValue,
  registry: Registry,
  place: ErrorPlace = {},
): Promise<DataType> {
  const { name, configuration } = parseExtensionObject("data_type", metadata, place);
  const extension = registry.find("data_type", name);
  if (extension === undefined) {
    throw new DataTypeValidationError(
      `Unknown data type "${name}"; registered are ${registry.namesAt("data_type").join(", ") || "none"}`,
      place,
    );
  }
  const factory = await registry.load(extension);
  return attempt(() => factory.fromV3(name, configuration, contextOf(registry, place)), metadata, place);
}

/** The data type that a v2 `dtype` value spells, with the object codec among its filters, if any. */
export async function resolveV2DataType(
  dtype: JsonValue,
  objectCodec: string | undefined,
  registry: Registry,
  place: ErrorPlace = {},
): Promise<DataType> {
  const extension = registry.findV2DataType(v2Spelling(dtype, objectCodec));
  const factory = extension === undefined ? undefined : await registry.load(extension);
  if (factory?.fromV2 === undefined) {
    const hint = dtype === "|O" ? ` with object codec ${abbreviate(objectCodec)} among its filters` : "";
    throw new DataTypeValidationError(`Unknown version 2 data type ${abbreviate(dtype)}${hint}`, place);
  }
  const { fromV2 } = factory;
  return attempt(() => fromV2(dtype, contextOf(registry, place), objectCodec), dtype, place);
}

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

async function attempt(
  make: () => DataType | Promise<DataType>,
  metadata: JsonValue,
  place: ErrorPlace,
): Promise<DataType> {
  try {
    return await make();
  } catch (cause) {
    if (isZarrError(cause)) throw cause;
    throw new DataTypeValidationError(`Invalid data type ${abbreviate(metadata)}: ${messageOf(cause)}`, {
      ...place,
      cause,
    });
  }
}
