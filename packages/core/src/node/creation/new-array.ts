import { allocateElements } from "../../buffer/allocate.ts";
import type { CodecChain, DataType, Elements, JsonObject, JsonValue } from "../../contract/index.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import { type ErrorPlace, messageOf } from "../../error/zarr-error.ts";
import { v2KeyEncoding } from "../../grid/key-encoding.ts";
import { mergeConfig } from "../../io/access/config.ts";
import { loadSpecialReads } from "../../io/delegate/load-special-reads.ts";
import { firstSpec, otherSpecs } from "../../metadata/chunk-spec.ts";
import { parseDataType, resolveV2DataType } from "../../metadata/data-type.ts";
import { parseFillValue, resolveChunkKeyEncoding } from "../../metadata/extension-point.ts";
import type { ArrayMetadata, ZarrFormat } from "../../metadata/model.ts";
import { formatV2Array } from "../../metadata/v2-array.ts";
import { formatV3Array } from "../../metadata/v3-array.ts";
import { buildChain } from "../../pipeline/build.ts";
import type { Registry } from "../../registry/registry.ts";
import type { Environment } from "../location/environment.ts";
import { codecList, v2CodecOf } from "./codec-like.ts";
import type { ArrayCreationOptions } from "./creation-options.ts";
import { chunksOf } from "./new-chunks.ts";
import { completed, newV2Codecs, newV3Codecs, withPlugins } from "./new-codecs.ts";

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
  const order = checkedOrder(options.order, place);
  // Chunks of version 3 have an order only through a transpose: there it is the layout of results.
  const config = mergeConfig(given.config, { ...(order === undefined ? {} : { order }), ...options.config });
  const environment = withPlugins(options, { ...given, config });
  const { registry } = environment;
  const zarrFormat = options.zarrFormat ?? environment.defaults.zarrFormat;
  refuseForeignOptions(options, zarrFormat, place);
  const shape = checkedShape(options.shape, place);
  const dataType = await dataTypeOf(options, zarrFormat, registry, place);
  const { grid, inner } = chunksOf(options, shape, dataType, place);
  const { fillValueJson } = options;
  const fillValue =
    fillValueJson === undefined || fillValueJson === null
      ? fillValueOf(options.fillValue, dataType, zarrFormat, place)
      : parseFillValue(fillValueJson, dataType, zarrFormat, place);
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
    hasFillValue: zarrFormat === 3 || (options.fillValue !== null && fillValueJson !== null),
    codecs: codecs.list,
    attributes: { ...options.attributes },
    dimensionNames: checkedNames(options.dimensionNames, shape.length, place),
    extra: {},
    order: zarrFormat === 2 ? (order ?? "C") : "C",
    v2: codecs.v2,
    format: zarrFormat === 2 ? formatV2Array : formatV3Array,
  };
  const chunkBytesLimit = config.limits.chunkBytes;
  const spec = firstSpec(metadata);
  const chain = await buildChain(codecs.list, spec, {
    registry,
    place,
    chunkBytesLimit,
    blocking: config.blocking,
    complete: true,
    otherSpecs: otherSpecs(metadata),
    loadSubdivided: loadSpecialReads,
  });
  return { metadata: completed(metadata, chain), chain, environment };
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

function checkedOrder(order: ArrayCreationOptions["order"], place: ErrorPlace): "C" | "F" | undefined {
  if (order === undefined || order === "C" || order === "F") return order;
  throw new InvalidArgumentError(`order must be "C" or "F", found ${String(order)}`, place);
}

/** Version 2 spells every kind of object `"|O"`: the first filter says which one it is. */
function dataTypeOf(
  { dtype = "float64", filters }: ArrayCreationOptions,
  zarrFormat: ZarrFormat,
  registry: Registry,
  place: ErrorPlace,
): Promise<DataType> {
  const isObject = zarrFormat === 2 && dtype === "|O" && filters !== undefined && filters !== "auto";
  if (!isObject) return parseDataType(dtype, registry, place);
  const id = codecList(filters).map((codec) => v2CodecOf(codec, place))[0]?.["id"];
  return resolveV2DataType(dtype, typeof id === "string" ? id : undefined, registry, place);
}

function checkedShape(shape: readonly number[] | number, place: ErrorPlace): readonly number[] {
  const list = typeof shape === "number" ? [shape] : shape;
  const valid = Array.isArray(list) && list.every((extent) => Number.isSafeInteger(extent) && extent >= 0);
  if (valid) return [...list];
  throw new InvalidArgumentError(`shape must be a list of integers from 0, found ${String(shape)}`, place);
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
