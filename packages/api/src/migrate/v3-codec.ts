import {
  InvalidArgumentError,
  type JsonObject,
  type JsonValue,
  MetadataValidationError,
  type ZarrArray,
} from "@zarrkit/core";

/** The v3 codecs that store the chunks of a version 2 array as they are. */
export function v3CodecsOf(array: ZarrArray): JsonObject[] {
  const { filters, serializer, compressors } = array.codecs;
  const { itemSize = 1 } = array.dataType;
  return [
    ...(array.order === "F" && array.ndim > 1 ? [reversedAxes(array.ndim)] : []),
    // A Fortran-ordered chunk has an implied transpose, which the documents do not hold.
    ...filters.filter((filter) => filter !== null).map(byNumcodecsName),
    serializer === null ? bytesOf(array) : serializerOf(serializer),
    ...compressors.map((compressor) => compressorOf(compressor, itemSize)),
  ];
}

function reversedAxes(rank: number): JsonObject {
  return { name: "transpose", configuration: { order: Array.from({ length: rank }, (_, axis) => rank - 1 - axis) } };
}

function bytesOf({ dataType, path }: ZarrArray): JsonObject {
  if (dataType.foreignWordSizes !== undefined) {
    throw new MetadataValidationError("Version 3 has one byte order for all fields of an element, found both", {
      path,
    });
  }
  if (dataType.wordSizes === 1) return { name: "bytes" };
  return { name: "bytes", configuration: { endian: dataType.endian ?? "little" } };
}

/** The object codecs that version 3 has registered under the same name; the others keep numcodecs' spelling. */
function serializerOf(codec: JsonValue): JsonObject {
  const { id } = codecObject(codec);
  return id === "vlen-utf8" || id === "vlen-bytes" ? { name: id } : byNumcodecsName(codec);
}

const shuffles = ["noshuffle", "shuffle", "bitshuffle"];

/** Compressors that version 3 has registered are written in its spelling. */
function compressorOf(codec: JsonValue, itemSize: number): JsonObject {
  const { id, ...settings } = codecObject(codec);
  if (id === "zstd") {
    return { name: id, configuration: { level: settings["level"] ?? 0, checksum: settings["checksum"] ?? false } };
  }
  if (id === "gzip") return { name: id, configuration: { level: settings["level"] ?? 1 } };
  if (id !== "blosc") return byNumcodecsName(codec);
  const { cname = "lz4", clevel = 5, shuffle = 1, blocksize = 0 } = settings;
  const automatic = itemSize === 1 ? 2 : 1;
  return {
    name: id,
    configuration: {
      typesize: itemSize,
      cname,
      clevel,
      shuffle: shuffles[shuffle === -1 ? automatic : Number(shuffle)] ?? "noshuffle",
      blocksize,
    },
  };
}

function byNumcodecsName(codec: JsonValue): JsonObject {
  const { id, ...configuration } = codecObject(codec);
  return { name: `numcodecs.${id}`, configuration };
}

function codecObject(codec: JsonValue): { readonly id: string } & JsonObject {
  if (typeof codec === "object" && codec !== null && "id" in codec && typeof codec.id === "string") {
    return codec as { readonly id: string } & JsonObject;
  }
  throw new InvalidArgumentError("A codec of the array has no numcodecs id");
}
