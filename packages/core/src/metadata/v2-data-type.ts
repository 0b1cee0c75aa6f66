import type { DataType, JsonValue } from "../contract/index.ts";
import { DataTypeValidationError } from "../error/metadata-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { type Registry, v2Spelling } from "../registry/registry.ts";
import { abbreviate } from "./check.ts";
import { dataTypeContext, madeOf } from "./data-type.ts";

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
  return madeOf(dtype, place, () => fromV2(dtype, dataTypeContext(registry, place), objectCodec));
}
