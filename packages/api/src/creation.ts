import { type ArrayCreationOptions, type CodecLike, InvalidArgumentError, type JsonObject } from "@zarrkit/core";
import type { CommonOptions } from "./context.ts";

/** Options of {@link create} and its kin, in zarr-python's older vocabulary, beside those of `createArray`. */
export interface CreateOptions extends Omit<ArrayCreationOptions, "shape" | "signal" | "config">, CommonOptions {
  readonly shape?: ArrayCreationOptions["shape"] | undefined;
  /** Version 2: the compressor, `null` for none. */
  readonly compressor?: CodecLike | "auto" | null | undefined;
  /** Version 2: what joins chunk coordinates in keys. */
  readonly dimensionSeparator?: "." | "/" | undefined;
  /** Another name for `chunks`. */
  readonly chunkShape?: readonly number[] | undefined;
  /** Store chunks that hold nothing but the fill value. */
  readonly writeEmptyChunks?: boolean | undefined;
  /** Version 2: the codec of `"|O"` elements, which goes before all other filters. */
  readonly objectCodec?: CodecLike | undefined;
}

/** Options that are for opening and for stores, not for the array. */
type ForeignOption = Exclude<keyof CommonOptions, "signal" | "config">;
const foreignOptions: readonly ForeignOption[] = [
  "path",
  "registry",
  "synchronizer",
  "chunkStore",
  "cacheMetadata",
  "cacheAttributes",
  "readOnly",
  "zarrVersion",
  "storageOptions",
];

/** The engine's options from those of `create`. Throws `InvalidArgumentError` where they contradict each other. */
export function arrayOptions(options: CreateOptions, zarrFormat: 2 | 3): ArrayCreationOptions {
  const { compressor, dimensionSeparator, chunkShape, writeEmptyChunks, objectCodec, ...given } = options;
  const rest = withoutForeign(given);
  const { shape } = rest;
  if (shape === undefined) throw new InvalidArgumentError("shape is needed to create an array");
  if (chunkShape !== undefined && rest.chunks !== undefined) {
    throw new InvalidArgumentError("chunks and chunkShape mean the same; give one of them");
  }
  const v2Only = { compressor: compressor === "auto" ? undefined : compressor, dimensionSeparator, objectCodec };
  const foreign = Object.entries(v2Only).filter(([, value]) => value !== undefined);
  if (zarrFormat === 3 && foreign.length > 0) {
    const names = foreign.map(([name]) => name).join(", ");
    throw new InvalidArgumentError(
      `${names} belongs to zarrFormat 2; use compressors, codecs or chunkKeyEncoding in 3`,
    );
  }
  if (compressor !== undefined && rest.compressors !== undefined) {
    throw new InvalidArgumentError("compressor and compressors mean the same; give one of them");
  }
  return {
    ...rest,
    shape,
    zarrFormat,
    ...(chunkShape === undefined ? {} : { chunks: chunkShape }),
    ...(compressor === undefined ? {} : { compressors: compressor }),
    ...(objectCodec === undefined ? {} : { filters: withObjectCodec(objectCodec, rest.filters) }),
    ...(dimensionSeparator === undefined ? {} : { chunkKeyEncoding: separated(dimensionSeparator) }),
  };
}

/** Only what is for the array. */
export function withoutForeign<T extends object>(options: T): Omit<T, ForeignOption> {
  const entries = Object.entries(options).filter(([name]) => !(foreignOptions as readonly string[]).includes(name));
  return Object.fromEntries(entries) as Omit<T, ForeignOption>;
}

function withObjectCodec(codec: CodecLike, filters: ArrayCreationOptions["filters"]): readonly CodecLike[] {
  if (filters === undefined || filters === null || filters === "auto") return [codec];
  return [codec, ...(Array.isArray(filters) ? (filters as readonly CodecLike[]) : [filters as CodecLike])];
}

function separated(separator: "." | "/"): JsonObject {
  return { name: "v2", configuration: { separator } };
}
