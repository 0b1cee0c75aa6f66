import type { ChunkKeyEncoding, ChunkKeyEncodingFactory, JsonObject } from "../contract/index.ts";

type Separator = "/" | ".";

/** `c/1/23`. Source: zarr v3 core, "Default chunk key encoding". */
export function defaultKeyEncoding(separator: Separator): ChunkKeyEncoding {
  return {
    metadata: { name: "default", configuration: { separator } },
    encode: (coordinates) => (coordinates.length === 0 ? "c" : `c${separator}${coordinates.join(separator)}`),
    decode(key, rank) {
      if (rank === 0) return key === "c" ? [] : undefined;
      return key.startsWith(`c${separator}`) ? parseCoordinates(key.slice(2), separator, rank) : undefined;
    },
  };
}

/** `1.23`. Source: zarr v3 core, "v2 chunk key encoding"; zarr v2, "Chunks". */
export function v2KeyEncoding(separator: Separator): ChunkKeyEncoding {
  return {
    metadata: { name: "v2", configuration: { separator } },
    encode: (coordinates) => (coordinates.length === 0 ? "0" : coordinates.join(separator)),
    decode(key, rank) {
      if (rank === 0) return key === "0" ? [] : undefined;
      return parseCoordinates(key, separator, rank);
    },
  };
}

const coordinate = /^(?:0|[1-9][0-9]*)$/;

function parseCoordinates(text: string, separator: Separator, rank: number): readonly number[] | undefined {
  const parts = text.split(separator);
  return parts.length === rank && parts.every((part) => coordinate.test(part)) ? parts.map(Number) : undefined;
}

function factoryOf(make: (separator: Separator) => ChunkKeyEncoding, standard: Separator): ChunkKeyEncodingFactory {
  return {
    create(configuration: JsonObject | undefined) {
      const { separator = standard } = configuration ?? {};
      if (separator === "/" || separator === ".") return make(separator);
      throw new Error(`separator must be "/" or ".", found "${String(separator)}"`);
    },
  };
}

export const defaultFactory: ChunkKeyEncodingFactory = factoryOf(defaultKeyEncoding, "/");
export const v2Factory: ChunkKeyEncodingFactory = factoryOf(v2KeyEncoding, ".");
