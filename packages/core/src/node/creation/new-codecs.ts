import type { CodecChain, DataType, JsonObject, JsonValue } from "../../contract/index.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import type { ErrorPlace } from "../../error/zarr-error.ts";
import { isJsonObject } from "../../json/json-object.ts";
import type { ArrayMetadata, CodecList } from "../../metadata/model.ts";
import { v2Codecs } from "../../metadata/v2-array.ts";
import { parseV3Codecs } from "../../metadata/v3-array.ts";
import type { Environment } from "../location/environment.ts";
import { codecList, pluginsAmong, v2CodecOf, v3CodecOf } from "./codec-like.ts";
import type { ArrayCreationOptions, CodecLike } from "./creation-options.ts";
import type { ChunkLayout } from "./new-chunks.ts";

/** The codecs of a new array, as the engine and as a version 2 document spell them. */
export interface NewCodecs {
  readonly list: CodecList;
  readonly v2: ArrayMetadata["v2"];
}

/** The v3 codecs that options ask for, in shards where there are any. */
export function newV3Codecs(
  options: ArrayCreationOptions,
  dataType: DataType,
  { defaults }: Environment,
  inner: ChunkLayout["inner"],
  place: ErrorPlace,
): NewCodecs {
  const { filters = "auto", serializer = "auto", compressors = "auto" } = options;
  const own = dataType.defaultSerializer;
  // The bare name of the type's own serializer asks for it as the type wants it: "bytes" in some byte order.
  const v3 = (codec: CodecLike): JsonObject => (codec === own["name"] ? own : v3CodecOf(codec, place));
  const chain = options.codecs?.map(v3) ?? [
    ...(filters === "auto" ? [] : codecList(filters).map(v3)),
    serializer === "auto" ? own : v3(serializer),
    ...(compressors === "auto" ? defaults.compressors : codecList(compressors).map(v3)),
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

/** The v2 filters and compressor that options ask for. */
export function newV2Codecs(
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
  const v2Of = (codec: CodecLike): JsonObject => v2CodecOf(codec, place);
  const { objectCodec } = dataType.v2;
  const given = filters === "auto" ? [] : codecList(filters).map(v2Of);
  const needed = objectCodec !== undefined && filters === "auto" ? [{ id: objectCodec }] : [];
  const filterList: readonly JsonObject[] = [...needed, ...given];
  const compressorList = compressors === "auto" ? [defaults.compressor] : codecList(compressors).map(v2Of);
  if (compressorList.length > 1) {
    throw new InvalidArgumentError(`Version 2 has one compressor at most, found ${compressorList.length}`, place);
  }
  const v2 = { filters: filterList.length === 0 ? null : filterList, compressor: compressorList[0] ?? null };
  return { list: v2Codecs(v2.filters, v2.compressor, order, rank, place), v2 };
}

/** The metadata with every codec's configuration as the codec filled it in. */
export function completed(metadata: ArrayMetadata, chain: CodecChain): ArrayMetadata {
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

/** The environment, with the plugins that were given as values. */
export function withPlugins(options: ArrayCreationOptions, environment: Environment): Environment {
  const given = [options.filters, options.compressors, options.serializer, options.codecs].flatMap((codecs) =>
    codecs === undefined ? [] : codecList(codecs as CodecLike | readonly CodecLike[] | null),
  );
  const plugins = pluginsAmong(given);
  return plugins.length === 0 ? environment : { ...environment, registry: environment.registry.extend(...plugins) };
}
