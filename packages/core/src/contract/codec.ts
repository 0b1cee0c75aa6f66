import type { Chunk, ChunkSpec } from "./chunk.ts";
import type { DataType } from "./data-type.ts";
import type { JsonObject, JsonValue, MaybePromise } from "./json.ts";
import type { Subdivision } from "./subdivision.ts";

/**
 * How a codec's configuration is written: `"zarr"` for registered v3 names, `"numcodecs"` for version 2
 * ids and the v3 names that start with `numcodecs.`.
 */
export type CodecSpelling = "zarr" | "numcodecs";

interface CodecBase {
  /**
   * The configuration to store, in the spelling the codec was made from, every value that was left open
   * filled in. `undefined` when the codec has none.
   */
  readonly configuration: JsonObject | undefined;
}

/** Turns a chunk into another: its elements, type or shape may change. */
export interface ArrayToArrayCodec extends CodecBase {
  /** Tells this kind of codec from others. */
  readonly kind: "array_to_array";
  /** What the next stage sees. Throws when the codec cannot work on `decoded`. The fill value travels too. */
  encodedSpec(decoded: ChunkSpec): ChunkSpec;
  /** `chunk` is laid out as `strided` says. The answer may share its memory, but never changes it. */
  encode(chunk: Chunk, decoded: ChunkSpec): MaybePromise<Chunk>;
  /** Undoes `encode`. The answer may share the chunk's memory, but never changes it. */
  decode(chunk: Chunk, decoded: ChunkSpec): MaybePromise<Chunk>;
  /** True when chunks of any stride are welcome; otherwise they arrive in C order at offset 0. */
  readonly strided?: boolean;
}

/** Turns a chunk into bytes. Chunks arrive and leave in C order at offset 0, with exactly the spec's elements. */
export interface ArrayToBytesCodec extends CodecBase {
  /** Tells this kind of codec from others. */
  readonly kind: "array_to_bytes";
  /** Throws when the codec cannot store such chunks. */
  validate?(spec: ChunkSpec): void;
  /** The answer may share the chunk's memory. Once the call has settled, the codec looks at neither. */
  encode(chunk: Chunk, spec: ChunkSpec): MaybePromise<Uint8Array>;
  /**
   * The answer may share the memory of `bytes`, which it never changes. Throws when the length is not right.
   *
   * @param into - Memory of exactly the elements' length, which the codec may fill and answer, as in
   * {@link BytesToBytesCodec.decode}. Only for data types of fixed size.
   */
  decode(bytes: Uint8Array, spec: ChunkSpec, into?: Uint8Array): MaybePromise<Chunk>;
  /** Length of the encoded chunk where it depends on the spec alone. */
  encodedSize?(spec: ChunkSpec): number | undefined;
  /** True when encoded elements follow each other in C order, so that any of them can be decoded as a chunk of their own. */
  readonly elementwise?: boolean;
}

/**
 * Stores a chunk as a grid of inner chunks, each encoded by itself, behind an index. The codec knows the
 * layout; the engine plans, fetches, decodes and merges the inner chunks, so it needs no selection logic.
 */
export interface SubdividingCodec extends CodecBase {
  /** Tells this kind of codec from others. */
  readonly kind: "subdividing";
  /** Throws when such chunks cannot be divided. */
  subdivide(spec: ChunkSpec): Subdivision;
}

/** How far a decoder may go. It never allocates more than this, whatever its input claims. */
export interface DecodeBound {
  /** The exact length of the decoded bytes, where it is known. */
  readonly size: number | undefined;
  /** No more than this many bytes in any case. Equal to `size` where that is known. */
  readonly limit: number;
}

/** Bytes `start` to `end` of decoded ones. */
export interface DecodedSpan {
  /** Position of the first byte. */
  readonly start: number;
  /** Position after the last byte. */
  readonly end: number;
}

/** Makes memory of so many bytes, of undefined content. */
export type Allocate = (byteLength: number) => Uint8Array;

/** Turns bytes into bytes: compression and checksums. */
export interface BytesToBytesCodec extends CodecBase {
  /** Tells this kind of codec from others. */
  readonly kind: "bytes_to_bytes";
  /**
   * The answer may share the memory of `bytes`. Once the call has settled, the codec looks at neither.
   *
   * @param allocate - Lends memory for the answer, which is used again soon after. A codec may ask once, for exactly the
   * length of its answer. Without it, or unasked, the answer lies in memory of its own.
   */
  encode(bytes: Uint8Array, allocate?: Allocate): MaybePromise<Uint8Array>;
  /**
   * Throws on damaged input, and as soon as the output would pass `bound.limit`.
   *
   * @param into - Memory of exactly `bound.size` bytes, which overlaps no input. The codec may fill it and answer it, or
   * leave it alone; what it holds before is undefined. Once the call has settled, the codec touches neither.
   * @param wanted - What somebody will look at. A codec without checksum that answers at once may leave the rest
   * undefined; one that answers later decodes all, since others may join who want more.
   */
  decode(bytes: Uint8Array, bound: DecodeBound, into?: Uint8Array, wanted?: DecodedSpan): MaybePromise<Uint8Array>;
  /** Present only when the encoded length is a pure function of the decoded one. */
  encodedSize?(decodedSize: number): number;
}

/** One step between the elements of a chunk and its bytes. */
export type Codec = ArrayToArrayCodec | ArrayToBytesCodec | SubdividingCodec | BytesToBytesCodec;

/** A chain's codecs as stored, by what they do. */
export interface CodecRoles {
  /** Array-to-array codecs. */
  readonly filters: readonly JsonValue[];
  /** The codec that turns elements into bytes. */
  readonly serializer: JsonValue;
  /** Bytes-to-bytes codecs. */
  readonly compressors: readonly JsonValue[];
}

/** What is lent to a decoder, in which its answer may lie, and what is wanted of it. */
export interface DecodeOptions {
  /** Exactly as long as the elements: where they would best lie, in C order. */
  readonly into?: Uint8Array | undefined;
  /** Lends memory for what lies between two codecs, of undefined content, while there is some. */
  lend(byteLength: number): Uint8Array | undefined;
  /** The part of the elements' bytes, in C order, that is looked at; see {@link BytesToBytesCodec.decode}. */
  readonly wanted?: DecodedSpan | undefined;
}

/** What is lent to an encoder, in which its answer may lie. */
export interface EncodeOptions {
  /** For the encoded chunk. */
  readonly allocate: Allocate;
  /** For what lies between two codecs. */
  readonly allocateBetween: Allocate;
}

/**
 * Codecs in sequence, as one: chunk to bytes and back. Chunks may have any stride going in; what
 * comes out may too (a transpose is only a change of strides).
 */
export interface CodecChain {
  /** The `codecs` list to store. */
  readonly metadata: readonly JsonValue[];
  /** The same list by role. A codec that a version 2 document implies is `null`. */
  readonly roles: CodecRoles;
  /** Throws when some codec cannot work on what reaches it from such chunks. */
  validate(spec: ChunkSpec): void;
  /** Without `options`, the answer lies in memory of its own, or that of `chunk`. */
  encode(chunk: Chunk, spec: ChunkSpec, options?: EncodeOptions): MaybePromise<Uint8Array>;
  /** Without `options`, the answer lies in memory of its own, or that of `bytes`. */
  decode(bytes: Uint8Array, spec: ChunkSpec, options?: DecodeOptions): MaybePromise<Chunk>;
  /** Length of an encoded chunk where it depends on the spec alone. */
  encodedSize(spec: ChunkSpec): number | undefined;
  /** True when an encoded chunk is its elements in C order, so that a part of it can be read by itself. */
  readonly elementwise: boolean;
  /** How to reach parts of an encoded chunk, when its bytes are exactly a subdividing codec's. */
  subdivision(spec: ChunkSpec): Subdivision | undefined;
}

/** What the engine lends a codec while it is made. */
export interface CodecContext {
  /** A chunk as it reaches this codec; sizes and types that a configuration leaves open are taken from it. */
  readonly spec: ChunkSpec;
  /** How the configuration is written. */
  readonly spelling: CodecSpelling;
  /** True where work may hold up its thread, as in a worker; otherwise long work belongs on the host's thread pool. */
  readonly blocking?: boolean | undefined;
  /** Resolves a data type: a v3 `data_type`, or a numpy string such as `"<f4"`. */
  dataType(metadata: JsonValue): MaybePromise<DataType>;
  /** Builds an inner chain. */
  chain(codecs: readonly JsonValue[], spec: ChunkSpec): MaybePromise<CodecChain>;
}

/** Makes a codec from its configuration; throws when the configuration is not valid. */
export interface CodecFactory {
  /** Makes the codec for the chunks of `context.spec`. */
  create(configuration: JsonObject | undefined, context: CodecContext): MaybePromise<Codec>;
}
