import type { DataType, DataTypeContext, JsonValue } from "../contract/index.ts";
import { DataTypeValidationError } from "../error/metadata-error.ts";
import { type ErrorPlace, isZarrError, messageOf } from "../error/zarr-error.ts";
import type { Registry } from "../registry/registry.ts";
import { abbreviate } from "./check.ts";
import { parseExtensionObject } from "./extension-object.ts";

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
  return madeOf(metadata, place, () => factory.fromV3(name, configuration, dataTypeContext(registry, place)));
}

/** What a data type that is made of others is lent. */
export function dataTypeContext(registry: Registry, place: ErrorPlace): DataTypeContext {
  return {
    dataType: (metadata) => resolveDataType(metadata, registry, place),
    v2DataType: async (dtype) => {
      const { resolveV2DataType } = await import("./v2-data-type.ts");
      return resolveV2DataType(dtype, undefined, registry, place);
    },
  };
}

/** Makes a data type; what goes wrong says of which metadata. */
export async function madeOf(
  metadata: JsonValue,
  place: ErrorPlace,
  make: () => DataType | Promise<DataType>,
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
