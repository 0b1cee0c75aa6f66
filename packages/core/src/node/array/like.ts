import type { JsonObject, JsonValue } from "../../contract/index.ts";
import { isJsonObject } from "../../json/json-object.ts";
import type { ArrayCreationOptions, CodecLike } from "../creation/creation-options.ts";
import type { ZarrArray } from "./array.ts";

/**
 * The options that make an array like another, in the same format or the other one. Codecs and chunk keys are kept only
 * where the format stays: each version spells them in its own way. Attributes are not among them.
 */
export function creationOptionsOf(array: ZarrArray, zarrFormat: 2 | 3 = array.zarrFormat): ArrayCreationOptions {
  const same = zarrFormat === array.zarrFormat;
  const { metadata } = array;
  return {
    shape: array.shape,
    dtype: dataTypeOf(array, zarrFormat),
    ...chunksOf(array, zarrFormat),
    ...(same ? storageOf(array) : {}),
    fillValueJson: fillValueOf(array, metadata, zarrFormat),
    dimensionNames: zarrFormat === 3 ? array.dimensionNames : null,
    zarrFormat,
  };
}

function dataTypeOf({ dataType }: ZarrArray, zarrFormat: 2 | 3): JsonValue {
  const spelling = dataType.v2;
  // Object types are spelled only together with a filter; their v3 name says it all.
  return zarrFormat === 2 && spelling?.objectCodec === undefined && spelling !== undefined
    ? spelling.dtype
    : dataType.metadata;
}

function chunksOf(array: ZarrArray, zarrFormat: 2 | 3): Pick<ArrayCreationOptions, "chunks" | "shards"> {
  const grid = array.metadata["chunk_grid"];
  const edges =
    isJsonObject(grid) && isJsonObject(grid["configuration"]) ? grid["configuration"]["chunk_shapes"] : undefined;
  if (edges !== undefined) {
    return zarrFormat === 3 ? { chunks: edges as readonly (number | readonly number[])[] } : { chunks: "auto" };
  }
  return { chunks: array.chunks, shards: zarrFormat === 3 ? array.shards : null };
}

function storageOf(array: ZarrArray): Partial<ArrayCreationOptions> {
  const { metadata, zarrFormat, codecs } = array;
  if (zarrFormat === 2) {
    return {
      filters: metadata["filters"] as readonly CodecLike[] | null,
      compressors: metadata["compressor"] as CodecLike | null,
      order: array.order,
      chunkKeyEncoding: { name: "v2", separator: metadata["dimension_separator"] as string },
    };
  }
  return {
    filters: codecs.filters as readonly CodecLike[],
    serializer: codecs.serializer as CodecLike,
    compressors: codecs.compressors as readonly CodecLike[],
    chunkKeyEncoding: metadata["chunk_key_encoding"] as JsonObject,
  };
}

/** The fill value, bit for bit, as the other format spells it. Version 3 has no undefined one. */
function fillValueOf({ dataType, zarrFormat: from }: ZarrArray, metadata: JsonObject, zarrFormat: 2 | 3): JsonValue {
  const stored = metadata["fill_value"] as JsonValue;
  if (stored === null) return zarrFormat === 2 ? null : dataType.fillValueToJson(dataType.defaultFillValue, 3);
  return zarrFormat === from ? stored : dataType.fillValueToJson(dataType.fillValueFromJson(stored, from), zarrFormat);
}
