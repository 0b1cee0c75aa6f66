/**
 * The contracts that plugins implement: types only.
 *
 * A store, codec or data type imports these with `import type` and nothing else from this package, so
 * a plugin carries no copy of the engine at run time and two copies of the engine can share it.
 *
 * @module
 */
export type { Chunk, ChunkSpec, Elements } from "./chunk.ts";
export type { ChunkGrid, GridDimension } from "./chunk-grid.ts";
export type { ChunkKeyEncoding } from "./chunk-key-encoding.ts";
export type {
  Allocate,
  ArrayToArrayCodec,
  ArrayToBytesCodec,
  BytesToBytesCodec,
  Codec,
  CodecChain,
  CodecContext,
  CodecFactory,
  CodecRoles,
  CodecSpelling,
  DecodeBound,
  DecodedSpan,
  DecodeOptions,
  EncodeOptions,
  SubdividingCodec,
} from "./codec.ts";
export type { DataType, DataTypeContext, DataTypeFactory, V2DataType } from "./data-type.ts";
export type {
  AnyData,
  Complex,
  DataOf,
  DataTypeMap,
  DataTypeName,
  ElementView,
  Float16Data,
  NumberView,
  ScalarMap,
  ScalarOf,
  StructValue,
} from "./data-type-map.ts";
export type {
  ArrayDescriptor,
  ChunkClaims,
  Executor,
  ReadTask,
  Slab,
  TaskArray,
  TaskWork,
  WorkSize,
  WriteTask,
} from "./executor.ts";
export type {
  ChunkGridFactory,
  ChunkKeyEncodingFactory,
  Extension,
  ExtensionFactories,
  ExtensionPoint,
} from "./extension.ts";
export type { JsonObject, JsonValue, MaybePromise } from "./json.ts";
export type {
  ByteRange,
  ForeignByteRange,
  ListableStore,
  PinnedOptions,
  Priority,
  RangesOptions,
  ReadOptions,
  Store,
  StoreDescriptor,
  StoreKey,
  StoreOptions,
  VersionPin,
  WritableStore,
  WriteOptions,
} from "./store.ts";
export type { ByteSource, InnerChunkIndex, Subdivision } from "./subdivision.ts";
export type { Synchronizer } from "./synchronizer.ts";
