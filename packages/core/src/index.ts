/**
 * The engine of Zarr for TypeScript: arrays and groups over any store, with whichever codecs and data types the
 * registry knows. It brings no store, codec or data type of its own.
 *
 * @example
 * import { createEnvironment, createRegistry, ZarrArray } from "@zarrkit/core";
 * import { bytes } from "@zarrkit/codec-bytes";
 * import { float32 } from "@zarrkit/dtypes/float";
 * import { MemoryStore } from "@zarrkit/store-memory";
 *
 * const environment = createEnvironment(createRegistry(float32, bytes));
 * const location = { store: new MemoryStore(), path: "a" };
 * const array = await ZarrArray.create(location, { shape: [4], dtype: "float32" }, environment);
 *
 * @module
 */
export type * from "./contract/index.ts";
export {
  ChunkNotFoundError,
  CodecError,
  ConflictError,
  LimitExceededError,
  StoreError,
  WorkerError,
} from "./error/data-error.ts";
export {
  DataTypeValidationError,
  MetadataValidationError,
  NodeTypeValidationError,
  UnknownCodecError,
  UnknownExtensionError,
} from "./error/metadata-error.ts";
export {
  ArrayNotFoundError,
  ContainsArrayAndGroupError,
  ContainsArrayError,
  ContainsGroupError,
  CopyError,
  FileExistsError,
  GroupNotFoundError,
  InvalidPathError,
  NodeNotFoundError,
  ReadOnlyError,
} from "./error/node-error.ts";
export {
  ArrayIndexError,
  BadConfigError,
  BoundsCheckError,
  InvalidArgumentError,
  NegativeStepError,
  UnsupportedError,
  ValueMismatchError,
  VindexInvalidSelectionError,
} from "./error/usage-error.ts";
export { type ErrorPlace, isZarrError, messageOf, ZarrError, type ZarrErrorOptions } from "./error/zarr-error.ts";
export { gridCoordinates } from "./grid/coordinates.ts";
export { createRegistry } from "./grid/standard-registry.ts";
export type { ChunkCacheStats } from "./io/chunk-cache.ts";
export { forEachConcurrently } from "./io/concurrency.ts";
export {
  type ArrayConfig,
  type ArrayConfigOptions,
  type ArrayLimits,
  defaultArrayConfig,
  mergeConfig,
} from "./io/config.ts";
export { chunkCacheOf } from "./io/coordination.ts";
export { type CopyValue, copyValue, hasValue, type ValueCopierOptions, valueCopier } from "./io/copy-value.ts";
export { removeValue } from "./io/put-value.ts";
export { threadSynchronizer } from "./io/thread-synchronizer.ts";
export type { ZarrFormat } from "./metadata/model.ts";
export type { AppendOptions } from "./node/append.ts";
export { ZarrArray } from "./node/array.ts";
export type { AttributeChanges } from "./node/attributes.ts";
export { type ConsolidateOptions, consolidateMetadata } from "./node/consolidate.ts";
export type { ArrayCreationOptions, CodecLike, DataTypeLike, ShardsLike } from "./node/creation-options.ts";
export type { BasicGetOptions, ExecutorOptions } from "./node/elements.ts";
export {
  type CreationDefaults,
  createEnvironment,
  type Environment,
  type EnvironmentOptions,
} from "./node/environment.ts";
export type { GetOptions } from "./node/field.ts";
export type { OpenGroupOptions, OpenOptions } from "./node/find-documents.ts";
export { findOrCreate } from "./node/find-or-create.ts";
export { createHierarchy, type GroupCreationOptions, openNode, ZarrGroup, type ZarrNode } from "./node/group.ts";
export type { CreateHierarchyOptions, HierarchyNodes } from "./node/hierarchy.ts";
export type { ArraySpec, GroupSpec, HierarchyNode } from "./node/hierarchy-node.ts";
export type { Indexer } from "./node/indexer.ts";
export { creationOptionsOf } from "./node/like.ts";
export type { Location } from "./node/location.ts";
export type { MembersOptions } from "./node/members.ts";
export { enterMode, type Mode, type ModeRules, modeRules } from "./node/mode.ts";
export { isNDArray, NDArray } from "./node/nd-array.ts";
export { isNDArrayLike, type NDArrayLike } from "./node/nd-array-like.ts";
export { type NestedList, nestedListShape } from "./node/nested-list.ts";
export { type OpenDescriptorOptions, openDescriptor } from "./node/open-descriptor.ts";
export { joinPath, normalizePath } from "./node/path.ts";
export { type GetChunkOptions, ReadableArray } from "./node/readable-array.ts";
export type { RequireArrayOptions } from "./node/require.ts";
export type { ResizeOptions } from "./node/resize.ts";
export type { TreeOptions } from "./node/tree.ts";
export type { SetOptions } from "./node/write-elements.ts";
export type { Registry } from "./registry/registry.ts";
export type { BasicItem, BasicSelection, NamedSelection } from "./selection/basic.ts";
export type { BlockSelection } from "./selection/block.ts";
export type { CoordinateSelection } from "./selection/coordinate.ts";
export type {
  IndexArrayLike,
  IndexNDArray,
  IntegerArray,
  NestedIndices,
  StoredIndices,
} from "./selection/index-array.ts";
export type { MaskSelection } from "./selection/mask.ts";
export type { OrthogonalItem, OrthogonalSelection } from "./selection/orthogonal.ts";
export { type Slice, slice } from "./selection/slice.ts";
export { deletePrefix, isListable, requireListable, requireWritable, valueSize } from "./store/access.ts";
export type { StoreModules } from "./store/descriptor.ts";
export { documentNames, isDocumentKey } from "./store/document-names.ts";
export { withReadOnly } from "./store/read-only.ts";
export { withChunkStore } from "./store/split.ts";
