import type {
  ChunkGrid,
  ChunkKeyEncoding,
  CodecSpelling,
  DataType,
  Elements,
  JsonObject,
  JsonValue,
} from "../contract/index.ts";
import type { ConsolidatedMetadata } from "./consolidated.ts";

/** A version of the format. */
export type ZarrFormat = 2 | 3;

/** One entry of a codec list, before it is looked up. */
export interface CodecEntry {
  /** v3 name, or numcodecs id. */
  readonly name: string;
  readonly configuration: JsonObject | undefined;
  readonly spelling: CodecSpelling;
  /** What the document holds. */
  readonly source: JsonValue;
}

/** The codecs of an array in encoding order, whatever the version of the document they came from. */
export interface CodecList {
  readonly entries: readonly CodecEntry[];
  /** True when the list need not name an array-to-bytes codec: plain bytes in the data type's byte order. */
  readonly implicitBytes: boolean;
}

/** Everything a document says about an array, free of the document's version. */
export interface ArrayMetadata {
  /** Which documents this is read from and written to. */
  readonly zarrFormat: ZarrFormat;
  readonly shape: readonly number[];
  readonly dataType: DataType;
  readonly chunkGrid: ChunkGrid;
  readonly chunkKeyEncoding: ChunkKeyEncoding;
  /** One element: what a missing chunk reads as. */
  readonly fillValue: Elements;
  /** False when a version 2 document leaves the value undefined (`null`). */
  readonly hasFillValue: boolean;
  readonly codecs: CodecList;
  readonly attributes: JsonObject;
  readonly dimensionNames: readonly (string | null)[] | undefined;
  /** Members that this library does not know and need not understand; kept when the document is rewritten. */
  readonly extra: JsonObject;
  /** Layout of elements inside a chunk that a version 2 document states; `"C"` otherwise. */
  readonly order: "C" | "F";
  /** What only version 2 documents say, as they say it. */
  readonly v2: { readonly filters: JsonValue; readonly compressor: JsonValue } | undefined;
  /** Writes such metadata as the document of its version: `zarr.json`, or `.zarray`. */
  readonly format: (metadata: ArrayMetadata) => JsonObject;
}

/** Everything a document says about a group. */
export interface GroupMetadata {
  readonly zarrFormat: ZarrFormat;
  readonly attributes: JsonObject;
  /** The documents of all nodes below, where one document holds them and is to be used. */
  readonly consolidated: ConsolidatedMetadata | undefined;
  readonly extra: JsonObject;
}
