import type {
  ArrayToArrayCodec,
  ArrayToBytesCodec,
  BytesToBytesCodec,
  ChunkSpec,
  Codec,
  CodecChain,
  CodecContext,
  Extension,
  JsonValue,
  SubdividingCodec,
} from "../contract/index.ts";
import { MetadataValidationError, UnknownCodecError } from "../error/metadata-error.ts";
import { type ErrorPlace, isZarrError, messageOf } from "../error/zarr-error.ts";
import { parseDataType } from "../metadata/data-type.ts";
import { formatExtensionObject } from "../metadata/extension-object.ts";
import type { CodecEntry, CodecList } from "../metadata/model.ts";
import { parseV3Codecs } from "../metadata/v3-array.ts";
import type { Registry } from "../registry/registry.ts";
import { codecChain, type SubdividedChunks } from "./chain.ts";
import type { Stage } from "./stage.ts";

/** What building a chain needs beside the list. */
export interface ChainOptions {
  readonly registry: Registry;
  readonly place: ErrorPlace;
  /** Most bytes a decoder may produce where the metadata promises no length. */
  readonly chunkBytesLimit: number;
  /** True where codecs may hold up the thread. */
  readonly blocking?: boolean;
  /**
   * True when the list is written for a new array: every value that the writer left open is filled in.
   * False when it comes from a document, whose wording is kept.
   */
  readonly complete?: boolean;
  /** Chunks of other shapes that the array has, which the codecs have to take too. */
  readonly otherSpecs?: Iterable<ChunkSpec>;
  /** Called where a codec is a subdividing one. */
  readonly loadSubdivided: () => Promise<SubdividedChunks>;
}

/**
 * Looks up the codecs of a list, checks their order (array-to-array, one array-to-bytes, bytes-to-bytes) and
 * makes each one for the chunks that reach it. Source: zarr v3 core, "Codecs".
 */
export async function buildChain(list: CodecList, spec: ChunkSpec, options: ChainOptions): Promise<CodecChain> {
  const { place } = options;
  const arrayToArray: Stage<ArrayToArrayCodec>[] = [];
  const bytesToBytes: Stage<BytesToBytesCodec>[] = [];
  let arrayToBytes: Stage<ArrayToBytesCodec | SubdividingCodec> | undefined;
  let current = spec;
  const addImplicitBytes = async (): Promise<void> => {
    if (arrayToBytes !== undefined || !list.implicitBytes) return;
    arrayToBytes = (await makeStage(bytesEntry(current), current, options)) as Stage<ArrayToBytesCodec>;
  };

  await loadCodecs(list.entries, options.registry);
  for (const entry of list.entries) {
    const stage = await makeStage(entry, current, options);
    const { codec } = stage;
    if (codec.kind === "array_to_array") {
      if (arrayToBytes !== undefined) throw misplaced(entry.name, codec, place);
      arrayToArray.push({ ...stage, codec });
      current = applied(entry.name, () => codec.encodedSpec(current), place);
    } else if (codec.kind === "bytes_to_bytes") {
      await addImplicitBytes();
      if (arrayToBytes === undefined) throw misplaced(entry.name, codec, place);
      bytesToBytes.push({ ...stage, codec });
    } else {
      if (arrayToBytes !== undefined) throw misplaced(entry.name, codec, place);
      arrayToBytes = { ...stage, codec };
    }
  }
  await addImplicitBytes();
  if (arrayToBytes === undefined) {
    throw new MetadataValidationError(
      '"codecs" needs exactly one array-to-bytes codec, such as "bytes"; found none',
      place,
    );
  }
  const subdivided = arrayToBytes.codec.kind === "subdividing" ? await options.loadSubdivided() : undefined;
  const chain = codecChain({ arrayToArray, arrayToBytes, bytesToBytes, subdivided }, options.chunkBytesLimit);
  for (const one of [spec, ...(options.otherSpecs ?? [])]) applied("codecs", () => chain.validate(one), place);
  return chain;
}

async function makeStage(entry: CodecEntry, spec: ChunkSpec, options: ChainOptions): Promise<Stage> {
  const { registry, place } = options;
  const extension = findCodec(entry, registry);
  if (extension === undefined) {
    const what = entry.spelling === "numcodecs" ? "codec with numcodecs id" : "codec";
    throw new UnknownCodecError(
      `Unknown ${what} "${entry.name}"; registered are ${registry.namesAt("codec").join(", ") || "none"}. Add its plugin to the registry`,
      place,
    );
  }
  const context: CodecContext = {
    spec,
    spelling: entry.spelling,
    blocking: options.blocking,
    dataType: (metadata) => parseDataType(metadata, registry, place),
    chain: (codecs, inner) =>
      buildChain(parseV3Codecs(codecs, place, `${entry.name}.codecs`), inner, { ...options, otherSpecs: [] }),
  };
  try {
    const factory = await registry.load(extension);
    const codec = await factory.create(entry.configuration, context);
    return { name: entry.name, codec, source: sourceOf(entry, codec, options) };
  } catch (cause) {
    if (isZarrError(cause)) throw cause;
    throw new MetadataValidationError(`Codec "${entry.name}" cannot be used here: ${messageOf(cause)}`, {
      ...place,
      cause,
    });
  }
}

/**
 * Loads codecs side by side, since each may be a download. What is unknown or fails is looked at again, and reported,
 * where the codec is made.
 */
async function loadCodecs(entries: readonly CodecEntry[], registry: Registry): Promise<void> {
  // A hostile list can name one codec very often, or very many that nobody knows.
  const distinct = new Map(entries.map((entry) => [`${entry.spelling}:${entry.name}`, entry]));
  const loads: Promise<unknown>[] = [];
  for (const entry of distinct.values()) {
    const extension = findCodec(entry, registry);
    if (extension === undefined) break;
    loads.push((async () => registry.load(extension))());
  }
  await Promise.allSettled(loads);
}

function findCodec({ name, spelling }: CodecEntry, registry: Registry): Extension<"codec"> | undefined {
  if (spelling === "zarr") return registry.find("codec", name);
  const id = name.startsWith("numcodecs.") ? name.slice("numcodecs.".length) : name;
  return registry.findNumcodecs(id) ?? registry.find("codec", name);
}

function sourceOf(entry: CodecEntry, codec: Codec, options: ChainOptions): JsonValue {
  // What a version 2 document implies is never spelled out.
  if (options.complete !== true || entry.source === null) return entry.source;
  const isV2 = entry.spelling === "numcodecs" && !entry.name.startsWith("numcodecs.");
  return isV2 ? { id: entry.name, ...codec.configuration } : formatExtensionObject(entry.name, codec.configuration);
}

/** Version 2 stores plain bytes in the byte order of its data type. */
function bytesEntry({ dataType }: ChunkSpec): CodecEntry {
  // No one order: the codec asks the data type.
  if (dataType.foreignWordSizes !== undefined)
    return { name: "bytes", configuration: undefined, spelling: "numcodecs", source: null };
  const configuration = dataType.wordSizes === 1 ? undefined : { endian: dataType.endian ?? "little" };
  return { name: "bytes", configuration, spelling: "zarr", source: null };
}

function misplaced(name: string, codec: Codec, place: ErrorPlace): MetadataValidationError {
  return new MetadataValidationError(
    `Codec "${name}" (${codec.kind}) is out of order: codecs are array-to-array, then one array-to-bytes, then bytes-to-bytes`,
    place,
  );
}

function applied<T>(name: string, step: () => T, place: ErrorPlace): T {
  try {
    return step();
  } catch (cause) {
    throw new MetadataValidationError(`Codec "${name}" cannot be used here: ${messageOf(cause)}`, { ...place, cause });
  }
}
