import { allocateElements } from "../buffer/allocate.ts";
import type { ChunkGrid, ChunkSpec, CodecChain, DataType, Elements, JsonObject, JsonValue } from "../contract/index.ts";
import { InvalidArgumentError, UnsupportedError } from "../error/usage-error.ts";
import { type ErrorPlace, isZarrError, messageOf } from "../error/zarr-error.ts";
import { guessShards, innerChunkLimits, normalizeChunks } from "../grid/guess-chunks.ts";
import { v2KeyEncoding } from "../grid/key-encoding.ts";
import { rectilinearGrid } from "../grid/rectilinear.ts";
import { regularGrid } from "../grid/regular.ts";
import { isJsonObject } from "../json/json-object.ts";
import { parseDataType } from "../metadata/data-type.ts";
import { resolveChunkKeyEncoding } from "../metadata/extension-point.ts";
import type { ArrayMetadata, CodecList, ZarrFormat } from "../metadata/model.ts";
import { v2Codecs } from "../metadata/v2-array.ts";
import { parseV3Codecs } from "../metadata/v3-array.ts";
import { buildChain } from "../pipeline/build.ts";
import type { Registry } from "../registry/registry.ts";
import { codecList, pluginsAmong, v2CodecOf, v3CodecOf } from "./codec-like.ts";
import type { ArrayCreationOptions, CodecLike } from "./creation-options.ts";
import type { Environment } from "./environment.ts";

/** The metadata of an array that is to be, its codecs made and checked. Nothing is written. */
export interface NewArray {
  readonly metadata: ArrayMetadata;
  readonly chain: CodecChain;
  /** The environment, with the plugins that were given as values. */
  readonly environment: Environment;
}

/**
 * Works out what a new array is. Throws before anything is written: `InvalidArgumentError` for options that
 * contradict each other, `MetadataValidationError` for what no document may say.
 */
export async function planArray(
  options: ArrayCreationOptions,
  given: Environment,
  place: ErrorPlace,
): Promise<NewArray> {
  const environment = withPlugins(options, given);
  const { registry, config } = environment;
  const zarrFormat = options.zarrFormat ?? environment.defaults.zarrFormat;
  refuseForeignOptions(options, zarrFormat, place);
  const shape = checkedShape(options.shape, place);
  const dataType = await parseDataType(options.dtype ?? "float64", registry, place);
  const { grid, inner } = chunksOf(options, shape, dataType, place);
  const fillValue = fillValueOf(options.fillValue, dataType, zarrFormat, place);
  const codecs =
    zarrFormat === 2
      ? newV2Codecs(options, dataType, environment, shape.length, place)
      : newV3Codecs(options, dataType, environment, inner, place);
  const metadata: ArrayMetadata = {
    zarrFormat,
    shape,
    dataType,
    chunkGrid: grid,
    chunkKeyEncoding: await keyEncodingOf(options.chunkKeyEncoding, zarrFormat, registry, place),
    fillValue,
    hasFillValue: zarrFormat === 3 || options.fillValue !== null,
    codecs: codecs.list,
    attributes: { ...options.attributes },
    dimensionNames: checkedNames(options.dimensionNames, shape.length, place),
    extra: {},
    order: zarrFormat === 2 ? (options.order ?? "C") : "C",
    v2: codecs.v2,
  };
  const chunkBytesLimit = config.limits.chunkBytes;
  const spec = firstSpec(metadata);
  const chain = await buildChain(codecs.list, spec, { registry, place, chunkBytesLimit, complete: true });
  return { metadata: completed(metadata, chain), chain, environment };
}

/** The metadata with every codec's configuration as the codec filled it in. */
function completed(metadata: ArrayMetadata, chain: CodecChain): ArrayMetadata {
  // Codecs that the list implies have no place in the document.
  const sources = chain.metadata.filter((source) => source !== null);
  if (metadata.v2 === undefined) {
    const entries = metadata.codecs.entries.map((entry, index) => ({ ...entry, source: sources[index] as JsonValue }));
    return { ...metadata, codecs: { ...metadata.codecs, entries } };
  }
  const filterCount = Array.isArray(metadata.v2.filters) ? metadata.v2.filters.length : 0;
  const filters = sources.filter(isNumcodecs).slice(0, filterCount);
  const compressor = sources.filter(isNumcodecs)[filterCount] ?? null;
  return { ...metadata, v2: { filters: filterCount === 0 ? null : filters, compressor } };
}

function isNumcodecs(source: JsonValue): boolean {
  return isJsonObject(source) && typeof source["id"] === "string";
}

function withPlugins(options: ArrayCreationOptions, environment: Environment): Environment {
  const given = [options.filters, options.compressors, options.serializer, options.codecs].flatMap((codecs) =>
    codecs === undefined ? [] : codecList(codecs as CodecLike | readonly CodecLike[] | null),
  );
  const plugins = pluginsAmong(given);
  return plugins.length === 0 ? environment : { ...environment, registry: environment.registry.extend(...plugins) };
}

const v3Only = ["shards", "serializer", "codecs", "dimensionNames"] as const;

function refuseForeignOptions(options: ArrayCreationOptions, zarrFormat: ZarrFormat, place: ErrorPlace): void {
  if (zarrFormat !== 2 && zarrFormat !== 3) {
    throw new InvalidArgumentError(`zarrFormat must be 2 or 3, found ${String(zarrFormat)}`, place);
  }
  const given = v3Only.filter(
    (name) => options[name] !== undefined && options[name] !== null && options[name] !== "auto",
  );
  if (zarrFormat === 2 && given.length > 0) {
    throw new InvalidArgumentError(`${given.join(", ")} cannot be used with zarrFormat 2`, place);
  }
  if (options.codecs !== undefined) {
    const doubled = (["filters", "serializer", "compressors"] as const).filter((name) => options[name] !== undefined);
    if (doubled.length > 0)
      throw new InvalidArgumentError(`codecs cannot be combined with ${doubled.join(", ")}`, place);
  }
}

function checkedShape(shape: readonly number[] | number, place: ErrorPlace): readonly number[] {
  const list = typeof shape === "number" ? [shape] : shape;
  const valid = Array.isArray(list) && list.every((extent) => Number.isSafeInteger(extent) && extent >= 0);
  if (valid) return [...list];
  throw new InvalidArgumentError(`shape must be a list of integers from 0, found ${String(shape)}`, place);
}

interface ChunkLayout {
  readonly grid: ChunkGrid;
  /** Inner chunk shape and index place of a sharded array. */
  readonly inner: { readonly shape: readonly number[]; readonly indexLocation: "start" | "end" } | undefined;
}

function chunksOf(
  options: ArrayCreationOptions,
  shape: readonly number[],
  dataType: DataType,
  place: ErrorPlace,
): ChunkLayout {
  const { chunks = "auto", shards } = options;
  const itemSize = dataType.itemSize ?? 1;
  try {
    if (Array.isArray(chunks) && chunks.some((edges) => Array.isArray(edges))) {
      if (shards !== undefined && shards !== null)
        throw new UnsupportedError("A rectilinear grid cannot be sharded by shape", place);
      const edges = (chunks as readonly (number | readonly number[])[]).map((edge) => edge);
      return { grid: rectilinearGrid(shape, edges), inner: undefined };
    }
    if (shards === undefined || shards === null) {
      return { grid: regularGrid(shape, normalizeChunks(chunks, shape, itemSize)), inner: undefined };
    }
    const inner = normalizeChunks(chunks, shape, itemSize, { limits: innerChunkLimits });
    const named: ShardRecord = isShardRecord(shards) ? shards : { shape: shards };
    const outer =
      named.shape === "auto"
        ? guessShards(shape, inner, itemSize)
        : normalizeChunks(named.shape, shape, itemSize, { unit: inner });
    return { grid: regularGrid(shape, outer), inner: { shape: inner, indexLocation: named.indexLocation ?? "end" } };
  } catch (cause) {
    if (isZarrError(cause)) throw cause;
    throw new InvalidArgumentError(messageOf(cause), { ...place, cause });
  }
}

interface ShardRecord {
  readonly shape: readonly number[] | "auto";
  readonly indexLocation?: "start" | "end";
}

function isShardRecord(
  shards: NonNullable<ArrayCreationOptions["shards"]>,
): shards is Exclude<typeof shards, readonly number[] | "auto"> {
  return typeof shards === "object" && !Array.isArray(shards);
}

interface NewCodecs {
  readonly list: CodecList;
  readonly v2: ArrayMetadata["v2"];
}

function newV3Codecs(
  options: ArrayCreationOptions,
  dataType: DataType,
  { defaults }: Environment,
  inner: ChunkLayout["inner"],
  place: ErrorPlace,
): NewCodecs {
  const { filters = "auto", serializer = "auto", compressors = "auto" } = options;
  const chain = options.codecs?.map(v3CodecOf) ?? [
    ...(filters === "auto" ? [] : codecList(filters).map(v3CodecOf)),
    serializer === "auto" ? dataType.defaultSerializer : v3CodecOf(serializer),
    ...(compressors === "auto" ? defaults.compressors : codecList(compressors).map(v3CodecOf)),
  ];
  const codecs = inner === undefined ? chain : [shardingOf(inner, chain)];
  return { list: parseV3Codecs(codecs, place), v2: undefined };
}

/** What a writer puts down for shards. Source: zarr v3 `sharding_indexed`. */
function shardingOf(inner: NonNullable<ChunkLayout["inner"]>, codecs: readonly JsonObject[]): JsonObject {
  return {
    name: "sharding_indexed",
    configuration: {
      chunk_shape: inner.shape,
      codecs,
      index_codecs: [{ name: "bytes", configuration: { endian: "little" } }, { name: "crc32c" }],
      index_location: inner.indexLocation,
    },
  };
}

function newV2Codecs(
  options: ArrayCreationOptions,
  dataType: DataType,
  { defaults }: Environment,
  rank: number,
  place: ErrorPlace,
): NewCodecs {
  if (dataType.v2 === undefined) {
    throw new InvalidArgumentError(`Data type ${dataType.name} cannot be stored in version 2`, place);
  }
  const { filters = "auto", compressors = "auto", order = "C" } = options;
  const { objectCodec } = dataType.v2;
  const given = filters === "auto" ? [] : codecList(filters).map(v2CodecOf);
  const needed = objectCodec !== undefined && filters === "auto" ? [{ id: objectCodec }] : [];
  const filterList: readonly JsonObject[] = [...needed, ...given];
  const compressorList = compressors === "auto" ? [defaults.compressor] : codecList(compressors).map(v2CodecOf);
  if (compressorList.length > 1) {
    throw new InvalidArgumentError(`Version 2 has one compressor at most, found ${compressorList.length}`, place);
  }
  const v2 = { filters: filterList.length === 0 ? null : filterList, compressor: compressorList[0] ?? null };
  return { list: v2Codecs(v2.filters, v2.compressor, order, rank, place), v2 };
}

function fillValueOf(value: unknown, dataType: DataType, zarrFormat: ZarrFormat, place: ErrorPlace): Elements {
  if (value === undefined || value === null) return dataType.defaultFillValue;
  const fill = allocateElements(dataType.itemSize, 1);
  try {
    dataType.pack(value, fill, 0);
    return fill;
  } catch (cause) {
    // JSON forms too: "NaN", "0x7fc00000", base64.
    try {
      return dataType.fillValueFromJson(value as JsonValue, zarrFormat);
    } catch {
      throw new InvalidArgumentError(`fillValue does not fit data type ${dataType.name}: ${messageOf(cause)}`, {
        ...place,
        cause,
      });
    }
  }
}

function keyEncodingOf(
  given: JsonObject | string | undefined,
  zarrFormat: ZarrFormat,
  registry: Registry,
  place: ErrorPlace,
) {
  if (zarrFormat === 3)
    return resolveChunkKeyEncoding(keyEncodingObject(given ?? { name: "default", separator: "/" }), registry, place);
  if (given === undefined) return v2KeyEncoding(".");
  const encoding = keyEncodingObject(given);
  const name = typeof encoding === "string" ? encoding : encoding["name"];
  if (name !== "v2") throw new InvalidArgumentError('Version 2 stores chunks under "v2" keys only', place);
  return resolveChunkKeyEncoding(encoding, registry, place);
}

/** Accepts `{ name, separator }` beside the metadata form. */
function keyEncodingObject(given: JsonObject | string): JsonObject | string {
  if (typeof given === "string" || given["separator"] === undefined) return given;
  const { name, separator } = given;
  return { name: name ?? "default", configuration: { separator } } as JsonObject;
}

function checkedNames(names: readonly (string | null)[] | null | undefined, rank: number, place: ErrorPlace) {
  if (names === undefined || names === null) return undefined;
  const valid =
    Array.isArray(names) && names.length === rank && names.every((name) => name === null || typeof name === "string");
  if (valid) return [...names];
  throw new InvalidArgumentError(`dimensionNames must be a list of ${rank} strings or nulls`, place);
}

/** A chunk as the codecs will meet it. Of a grid with several chunk shapes, one of them. */
export function firstSpec({ chunkGrid, dataType, fillValue }: ArrayMetadata): ChunkSpec {
  return { shape: chunkGrid.dimensions.map((dimension) => dimension.sizes[0] ?? 1), dataType, fillValue };
}
