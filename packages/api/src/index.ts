/**
 * Zarr for TypeScript: open, create, save and load n-dimensional arrays in Zarr v2 and v3.
 *
 * @example
 * import { openArray, slice } from "@zarrkit/api";
 *
 * const temperature = await openArray("climate.zarr", { path: "temperature", dtype: "float32" });
 * const day = await temperature.get([0, slice(10, 20), null]);
 * day.data; // Float32Array
 *
 * @module
 */
export {
  type ArrayConfigOptions,
  type ArrayCreationOptions,
  type ArrayData,
  type ArrayDescriptor,
  type BasicSelection,
  type BlockSelection,
  type ChunkCacheStats,
  type CodecLike,
  type CoordinateSelection,
  chunkCacheOf,
  createRegistry,
  type DataTypeName,
  type DtypeOf,
  type Executor,
  type GetOptions,
  type HierarchyNodes,
  type JsonObject,
  type JsonValue,
  type MaskSelection,
  type Mode,
  NDArray,
  type NDArrayLike,
  type NestedData,
  type OrthogonalSelection,
  type Registry,
  type SetOptions,
  type Slice,
  type Store,
  type Synchronizer,
  slice,
  type TreeOptions,
  threadSynchronizer,
  ZarrArray,
  ZarrGroup,
  type ZarrNode,
} from "@zarrkit/core";
export { type ConfigSettings, config } from "./config.ts";
export { type ConsolidateOptions, consolidateMetadata, openConsolidated } from "./consolidated.ts";
export type { CommonOptions } from "./context.ts";
export { type CopyOptions, copy, copyAll } from "./copy/copy-node.ts";
export type { OnProgress, Progress } from "./copy/copy-region.ts";
export { type CopyStoreOptions, copyStore } from "./copy/copy-store.ts";
export type { CopyCounts, CopyLog, IfExists } from "./copy/if-exists.ts";
export {
  array,
  type CreateArrayOptions,
  type CreateGroupOptions,
  type CreateInStoreOptions,
  create,
  createArray,
  createGroup,
  empty,
  full,
  group,
  ones,
  zeros,
} from "./create.ts";
export { type OpenDescriptorOptions, openDescriptor } from "./descriptor.ts";
/** Every error class. */
export * as errors from "./errors.ts";
export { type FromArrayOptions, fromArray } from "./from-array.ts";
export { type CreateHierarchyOptions, createHierarchy, tree } from "./hierarchy.ts";
export type { LegacyOptions } from "./legacy.ts";
export { emptyLike, fullLike, type LikeOptions, onesLike, openLike, zerosLike } from "./like.ts";
export { LoadedGroup, type LoadOptions, load } from "./load.ts";
export { type MigrateOptions, migrate } from "./migrate/migrate.ts";
export { type RemoveMetadataOptions, removeMetadata } from "./migrate/remove-metadata.ts";
export { type OpenArrayOptions, type OpenGroupOptions, type OpenOptions, open, openArray, openGroup } from "./open.ts";
export { defaultRegistry } from "./registry.ts";
export { type GroupData, type SaveArrayOptions, save, saveArray, saveGroup } from "./save.ts";
export { resolveStore, type StoreLike, type StoreUse } from "./store/store-like.ts";
