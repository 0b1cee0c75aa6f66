import type { ChunkGrid } from "./chunk-grid.ts";
import type { ChunkKeyEncoding } from "./chunk-key-encoding.ts";
import type { CodecFactory } from "./codec.ts";
import type { DataTypeFactory } from "./data-type.ts";
import type { JsonObject, MaybePromise } from "./json.ts";

/** Makes a chunk grid over an array's shape; throws when the configuration is not valid for it. */
export interface ChunkGridFactory {
  /** Makes the grid of an array. */
  create(configuration: JsonObject | undefined, shape: readonly number[]): ChunkGrid;
}

/** Makes a chunk key encoding; throws when the configuration is not valid. */
export interface ChunkKeyEncodingFactory {
  /** Makes the encoding of a configuration. */
  create(configuration: JsonObject | undefined): ChunkKeyEncoding;
}

/** The extension points of the Zarr v3 core specification that this engine opens to plugins. */
export interface ExtensionFactories {
  /** Makes codecs. */
  readonly codec: CodecFactory;
  /** Makes data types. */
  readonly data_type: DataTypeFactory;
  /** Makes chunk grids. */
  readonly chunk_grid: ChunkGridFactory;
  /** Makes chunk key encodings. */
  readonly chunk_key_encoding: ChunkKeyEncodingFactory;
}

/** What kind of thing an extension is: a codec, a data type and so on. */
export type ExtensionPoint = keyof ExtensionFactories;

/**
 * What a plugin exports: a plain literal that says which names it answers to and how to load the code
 * behind them. It costs nothing until an array names it.
 */
export interface Extension<P extends ExtensionPoint = ExtensionPoint, N extends string = string> {
  /** What kind of thing it is. */
  readonly point: P;
  /** The v3 name, verbatim. */
  readonly name: N;
  /** Other v3 names that mean the same. Never written. */
  readonly aliases?: readonly string[];
  /** For names with a number in them, such as `r16`: matches the whole name. */
  readonly pattern?: RegExp;
  /** Codecs: the numcodecs id. It answers to version 2 documents and to the v3 name `numcodecs.<id>`. */
  readonly numcodecsId?: string;
  /**
   * Data types: matches the version 2 spelling. Simple types are matched as they are (`"<f4"`), object types as
   * `"|O:<filter id>"`, field lists as `"[]"`.
   */
  readonly v2?: RegExp;
  /** Loads the implementation; called once for each registry. A rejection is retried at the next use. */
  readonly load: () => MaybePromise<ExtensionFactories[P]>;
}
