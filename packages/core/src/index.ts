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
export {
  type ArrayConfig,
  type ArrayConfigOptions,
  type ArrayLimits,
  defaultArrayConfig,
  mergeConfig,
} from "./io/access/config.ts";
export { forEachConcurrently } from "./io/concurrency/concurrency.ts";
export type { ChunkCacheStats } from "./io/coordination/chunk-cache.ts";
export { chunkCacheOf } from "./io/coordination/coordination.ts";
export {
  type CopyValue,
  copyValue,
  hasValue,
  type ValueCopierOptions,
  valueCopier,
} from "./io/coordination/copy-value.ts";
export { removeValue } from "./io/coordination/put-value.ts";
export { threadSynchronizer } from "./io/coordination/thread-synchronizer.ts";
export type { ZarrFormat } from "./metadata/model.ts";
export type { AppendOptions } from "./node/array/append.ts";
export { ZarrArray } from "./node/array/array.ts";
export {
  type ArrayData,
  type DescribedData,
  type DtypeOf,
  describeData,
  type NestedData,
  type NewArrayOptions,
  type NewDtype,
  resolveData,
} from "./node/array/array-data.ts";
export { shapeAndDtype } from "./node/array/array-info.ts";
export type { Indexer } from "./node/array/indexer.ts";
export { creationOptionsOf } from "./node/array/like.ts";
export { type OpenDescriptorOptions, openDescriptor } from "./node/array/open-descriptor.ts";
export { type GetChunkOptions, ReadableArray } from "./node/array/readable-array.ts";
export type { ResizeOptions } from "./node/array/resize.ts";
export type { SetOptions } from "./node/array/write-elements.ts";
export type { ArrayCreationOptions, CodecLike, DataTypeLike, ShardsLike } from "./node/creation/creation-options.ts";
export type { AttributeChanges } from "./node/document/attributes.ts";
export type { OpenGroupOptions, OpenOptions } from "./node/document/find-documents.ts";
export { type ConsolidateOptions, consolidateMetadata } from "./node/group/consolidate.ts";
export { findOrCreate } from "./node/group/find-or-create.ts";
export { createHierarchy, type GroupCreationOptions, openNode, ZarrGroup, type ZarrNode } from "./node/group/group.ts";
export type { CreateHierarchyOptions, HierarchyNodes } from "./node/group/hierarchy.ts";
export type { ArraySpec, GroupSpec, HierarchyNode } from "./node/group/hierarchy-node.ts";
export type { MembersOptions } from "./node/group/members.ts";
export type { RequireArrayOptions } from "./node/group/require.ts";
export type { TreeOptions } from "./node/group/tree.ts";
export {
  type CreationDefaults,
  createEnvironment,
  type Environment,
  type EnvironmentOptions,
} from "./node/location/environment.ts";
export type { Location } from "./node/location/location.ts";
export { enterMode, type Mode, type ModeRules, modeRules } from "./node/location/mode.ts";
export { joinPath, normalizePath } from "./node/location/path.ts";
export type { BasicGetOptions, ExecutorOptions } from "./node/value/elements.ts";
export type { GetOptions } from "./node/value/field.ts";
export { isNDArray, NDArray } from "./node/value/nd-array.ts";
export { isNDArrayLike, type NDArrayLike } from "./node/value/nd-array-like.ts";
export { type NestedList, nestedListShape } from "./node/value/nested-list.ts";
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
