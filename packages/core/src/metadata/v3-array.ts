import type { JsonObject, JsonValue } from "../contract/index.ts";
import { NodeTypeValidationError, UnknownExtensionError } from "../error/metadata-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import type { Registry } from "../registry/registry.ts";
import { abbreviate, invalid, optionalObject, requireIntegers, requireMember } from "./check.ts";
import { resolveDataType } from "./data-type.ts";
import { parseExtensionObject } from "./extension-object.ts";
import { parseFillValue, resolveChunkGrid, resolveChunkKeyEncoding } from "./extension-point.ts";
import type { ArrayMetadata, CodecEntry, CodecList } from "./model.ts";
import { requireZarrFormat, unknownMembers } from "./version.ts";

const members = [
  "zarr_format",
  "node_type",
  "shape",
  "data_type",
  "chunk_grid",
  "chunk_key_encoding",
  "fill_value",
  "codecs",
  "attributes",
  "dimension_names",
  "storage_transformers",
];

/**
 * Reads the `zarr.json` of an array. Throws a {@link MetadataValidationError} for whatever breaks the
 * specification. Source: zarr v3 core, "Array metadata".
 */
export async function parseV3Array(
  document: JsonObject,
  registry: Registry,
  place: ErrorPlace,
): Promise<ArrayMetadata> {
  requireZarrFormat(document, 3, place);
  if (document["node_type"] !== "array") {
    throw new NodeTypeValidationError(`"node_type" must be "array", found ${abbreviate(document["node_type"])}`, place);
  }
  const extra = unknownMembers(document, members, place);
  const shape = requireIntegers(document, "shape", 0, place);
  refuseStorageTransformers(document["storage_transformers"], place);
  const member = (name: string): JsonValue => requireMember(document, name, place);
  const [type, grid, keys] = [member("data_type"), member("chunk_grid"), member("chunk_key_encoding")];
  // At once, since each may be a download.
  const [dataType, chunkGrid, chunkKeyEncoding] = await Promise.all([
    resolveDataType(type, registry, place),
    resolveChunkGrid(grid, shape, registry, place),
    resolveChunkKeyEncoding(keys, registry, place),
  ]);
  return {
    zarrFormat: 3,
    shape,
    dataType,
    chunkGrid,
    chunkKeyEncoding,
    fillValue: parseFillValue(member("fill_value"), dataType, 3, place),
    hasFillValue: true,
    codecs: parseV3Codecs(member("codecs"), place),
    attributes: optionalObject(document, "attributes", place),
    dimensionNames: parseDimensionNames(document["dimension_names"], shape.length, place),
    extra,
    order: "C",
    v2: undefined,
    format: formatV3Array,
  };
}

/** The document to store, members in the order that zarr-python writes. */
export function formatV3Array(metadata: ArrayMetadata): JsonObject {
  const { dataType, dimensionNames } = metadata;
  return {
    shape: metadata.shape,
    data_type: dataType.metadata,
    chunk_grid: metadata.chunkGrid.metadata,
    chunk_key_encoding: metadata.chunkKeyEncoding.metadata,
    fill_value: dataType.fillValueToJson(metadata.fillValue, 3),
    codecs: metadata.codecs.entries.map((entry) => entry.source),
    attributes: metadata.attributes,
    ...(dimensionNames === undefined ? {} : { dimension_names: dimensionNames }),
    zarr_format: 3,
    node_type: "array",
    storage_transformers: [],
    ...metadata.extra,
  };
}

/** A v3 `codecs` list, its entries not yet looked up. */
export function parseV3Codecs(value: JsonValue, place: ErrorPlace, member = "codecs"): CodecList {
  if (!Array.isArray(value) || value.length === 0) return invalid(member, "a list of at least one codec", value, place);
  const entries = (value as readonly JsonValue[]).map((item, index): CodecEntry => {
    const { name, configuration } = parseExtensionObject(`${member}[${index}]`, item, place);
    const spelling = name.startsWith("numcodecs.") ? "numcodecs" : "zarr";
    return { name, configuration, spelling, source: item };
  });
  return { entries, implicitBytes: false };
}

function parseDimensionNames(value: JsonValue | undefined, rank: number, place: ErrorPlace) {
  if (value === undefined) return undefined;
  const valid =
    Array.isArray(value) && value.length === rank && value.every((name) => name === null || typeof name === "string");
  if (!valid) return invalid("dimension_names", `a list of ${rank} strings or nulls`, value, place);
  return value as readonly (string | null)[];
}

function refuseStorageTransformers(value: JsonValue | undefined, place: ErrorPlace): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) invalid("storage_transformers", "a list", value, place);
  for (const item of value as readonly JsonValue[]) {
    const { name, mustUnderstand } = parseExtensionObject("storage_transformers", item, place);
    if (mustUnderstand) throw new UnknownExtensionError(`Unknown storage transformer "${name}"`, place);
  }
}
