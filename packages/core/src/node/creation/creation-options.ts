import type { Extension, JsonObject, JsonValue } from "../../contract/index.ts";
import type { ArrayConfigOptions } from "../../io/access/config.ts";
import type { ZarrFormat } from "../../metadata/model.ts";

/** A codec as people give it: a metadata object (`{ name, configuration }` or `{ id, … }`), a bare name, or a plugin. */
export type CodecLike = string | JsonObject | Extension<"codec">;

/** A data type as people give it: a v3 name, a v2 or numpy spelling, or metadata. */
export type DataTypeLike = string | JsonValue;

/** Inner and outer chunk shapes of a sharded array, or the outer one with the place of its index. */
export type ShardsLike =
  | readonly number[]
  | "auto"
  | { readonly shape: readonly number[]; readonly indexLocation?: "start" | "end" };

/** What a new array is to be. Everything but `shape` has a default. */
export interface ArrayCreationOptions {
  /** Length along each axis; one number for an array of one axis. */
  readonly shape: readonly number[] | number;
  /** `"float64"` when left out. */
  readonly dtype?: DataTypeLike | undefined;
  /**
   * Chunk shape; one number for every axis, -1 for a whole axis. `"auto"` or `true` (the default) guesses, `false`
   * makes one chunk. Lists of chunk lengths for each axis make a rectilinear grid.
   */
  readonly chunks?: "auto" | boolean | number | readonly (number | readonly number[])[] | undefined;
  /** Shape of the stored objects that group chunks; each a multiple of the chunk. v3 only. */
  readonly shards?: ShardsLike | null | undefined;
  /** Array-to-array codecs; v2: all filters. None by default. */
  readonly filters?: CodecLike | readonly CodecLike[] | "auto" | null | undefined;
  /** The array-to-bytes codec. v3 only. */
  readonly serializer?: CodecLike | "auto" | undefined;
  /** Bytes-to-bytes codecs; v2: at most one. */
  readonly compressors?: CodecLike | readonly CodecLike[] | "auto" | null | undefined;
  /** The whole v3 codec list instead of filters, serializer and compressors. */
  readonly codecs?: readonly CodecLike[] | undefined;
  /** A scalar, or its JSON form. The type's zero when left out; `null` leaves it undefined in v2. */
  readonly fillValue?: unknown;
  /** The fill value in the form that documents hold, bit for bit, instead of `fillValue`. */
  readonly fillValueJson?: JsonValue | undefined;
  /** Layout of elements inside a v2 chunk; of results, in either version, where the settings do not say. */
  readonly order?: "C" | "F" | undefined;
  /** `{ name, separator }`, a metadata object, or a bare name. */
  readonly chunkKeyEncoding?: JsonObject | string | undefined;
  /** A name for each axis, `null` for one without. */
  readonly dimensionNames?: readonly (string | null)[] | null | undefined;
  /** What `attrs` holds; nothing when left out. */
  readonly attributes?: JsonObject | undefined;
  /** Version of the format. Default: what the environment says. */
  readonly zarrFormat?: ZarrFormat | undefined;
  /** Delete what is there first. */
  readonly overwrite?: boolean | undefined;
  /** Settings of the array in place of the environment's. */
  readonly config?: ArrayConfigOptions | undefined;
  /** Ends the work with its reason once aborted. */
  readonly signal?: AbortSignal | undefined;
}
