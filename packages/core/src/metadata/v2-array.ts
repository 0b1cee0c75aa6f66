import type { JsonObject, JsonValue } from "../contract/index.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { v2KeyEncoding } from "../grid/key-encoding.ts";
import { regularGrid } from "../grid/regular.ts";
import { isJsonObject } from "../json/json-object.ts";
import { type Registry, v2Spelling } from "../registry/registry.ts";
import { invalid, requireIntegers, requireMember } from "./check.ts";
import { resolveV2DataType } from "./data-type.ts";
import { parseFillValue } from "./extension-point.ts";
import type { ArrayMetadata, CodecEntry, CodecList } from "./model.ts";
import { requireZarrFormat } from "./version.ts";

/**
 * Reads `.zarray` and `.zattrs`. Members that version 2 does not know are ignored, as its specification
 * asks. Source: zarr v2, "Arrays".
 */
export async function parseV2Array(
  document: JsonObject,
  attributes: JsonObject,
  registry: Registry,
  place: ErrorPlace,
): Promise<ArrayMetadata> {
  requireZarrFormat(document, 2, place);
  const shape = requireIntegers(document, "shape", 0, place);
  const chunks = requireIntegers(document, "chunks", 1, place);
  if (chunks.length !== shape.length) invalid("chunks", `a list of ${shape.length} integers`, chunks, place);
  const order = requireMember(document, "order", place);
  if (order !== "C" && order !== "F") return invalid("order", '"C" or "F"', order, place);
  const { dimension_separator: separator = "." } = document;
  if (separator !== "." && separator !== "/") return invalid("dimension_separator", '"." or "/"', separator, place);

  const compressor = requireMember(document, "compressor", place);
  const filters = requireMember(document, "filters", place);
  const codecs = v2Codecs(filters, compressor, order, shape.length, place);
  const dtype = requireMember(document, "dtype", place);
  const dataType = await resolveV2DataType(dtype, objectCodecOf(codecs, registry), registry, place);
  const fillValue = requireMember(document, "fill_value", place);
  return {
    zarrFormat: 2,
    shape,
    dataType,
    chunkGrid: regularGrid(shape, chunks),
    chunkKeyEncoding: v2KeyEncoding(separator),
    // null leaves missing chunks undefined; every reader in the field delivers the type's zero.
    fillValue: fillValue === null ? dataType.defaultFillValue : parseFillValue(fillValue, dataType, 2, place),
    hasFillValue: fillValue !== null,
    codecs,
    attributes,
    dimensionNames: xarrayDimensionNames(attributes, shape.length),
    extra: {},
    order,
    v2: { filters: Array.isArray(filters) && filters.length === 0 ? null : filters, compressor },
    format: formatV2Array,
  };
}

/** The `.zarray` to store, members in the order that zarr-python writes. */
export function formatV2Array(metadata: ArrayMetadata): JsonObject {
  const { dataType, chunkGrid, chunkKeyEncoding } = metadata;
  const separator = (chunkKeyEncoding.metadata["configuration"] as JsonObject)["separator"] as string;
  return {
    shape: metadata.shape,
    chunks: chunkGrid.dimensions.map((dimension) => dimension.uniformSize as number),
    dtype: dataType.v2?.dtype as JsonValue,
    fill_value: metadata.hasFillValue ? dataType.fillValueToJson(metadata.fillValue, 2) : null,
    order: metadata.order,
    filters: metadata.v2?.filters ?? null,
    dimension_separator: separator,
    compressor: metadata.v2?.compressor ?? null,
    zarr_format: 2,
  };
}

/**
 * The codecs of a version 2 array in encoding order: a Fortran-ordered chunk is flattened before the
 * filters see it, and the compressor comes last.
 */
export function v2Codecs(
  filters: JsonValue,
  compressor: JsonValue,
  order: "C" | "F",
  rank: number,
  place: ErrorPlace,
): CodecList {
  if (filters !== null && !Array.isArray(filters)) return invalid("filters", "null or a list", filters, place);
  const entries: CodecEntry[] = [];
  if (order === "F" && rank > 1) {
    const reversed = Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
    entries.push({ name: "transpose", configuration: { order: reversed }, spelling: "zarr", source: null });
  }
  for (const filter of (filters ?? []) as readonly JsonValue[]) entries.push(v2Codec("filters", filter, place));
  if (compressor !== null) entries.push(v2Codec("compressor", compressor, place));
  return { entries, implicitBytes: true };
}

function v2Codec(member: string, value: JsonValue, place: ErrorPlace): CodecEntry {
  if (!isJsonObject(value)) return invalid(member, "an object with an id", value, place);
  const { id, ...configuration } = value;
  if (typeof id !== "string") return invalid(`${member}.id`, "a string", id, place);
  return { name: id, configuration, spelling: "numcodecs", source: value };
}

/** Object arrays say in their filters what the objects are; some writers put that codec in the compressor's place. */
function objectCodecOf(codecs: CodecList, registry: Registry): string | undefined {
  const ids = codecs.entries.filter((entry) => entry.spelling === "numcodecs").map((entry) => entry.name);
  return ids.find((id) => registry.findV2DataType(v2Spelling("|O", id)) !== undefined) ?? ids[0];
}

/** The convention by which xarray names dimensions in version 2. */
function xarrayDimensionNames(attributes: JsonObject, rank: number): readonly string[] | undefined {
  const names = attributes["_ARRAY_DIMENSIONS"];
  const valid = Array.isArray(names) && names.length === rank && names.every((name) => typeof name === "string");
  return valid ? (names as readonly string[]) : undefined;
}
