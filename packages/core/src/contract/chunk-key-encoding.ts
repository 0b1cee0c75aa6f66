import type { JsonObject } from "./json.ts";

/** How chunk coordinates become the last part of a key. Source: zarr v3 core, "Chunk key encoding". */
export interface ChunkKeyEncoding {
  /** The `chunk_key_encoding` member, as stored. */
  readonly metadata: JsonObject;
  /** `[1, 23]` to `"c/1/23"`. */
  encode(coordinates: readonly number[]): string;
  /** The reverse, or `undefined` for a key that is not of this form. */
  decode(key: string, rank: number): readonly number[] | undefined;
}
