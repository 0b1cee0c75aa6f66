/**
 * The reading half of the engine, for viewers: opens arrays and groups, and reads arrays by basic selections. What reads is loaded
 * while the first request is under way, and what few arrays need when one of them needs it.
 *
 * @example
 * import { createEnvironment, createRegistry, openArray, slice } from "@zarrkit/core/read";
 * import { bytes } from "@zarrkit/codec-bytes";
 * import { float32 } from "@zarrkit/dtypes/float";
 * import { MemoryStore } from "@zarrkit/store-memory";
 *
 * const environment = createEnvironment(createRegistry(float32, bytes));
 * const array = await openArray({ store: new MemoryStore(), path: "a" }, environment);
 * const { data, shape } = await array.get([0, slice(0, 256)]);
 *
 * @module
 */
export type * from "./contract/index.ts";
export { ChunkNotFoundError, CodecError, ConflictError, LimitExceededError, StoreError } from "./error/data-error.ts";
export {
  DataTypeValidationError,
  MetadataValidationError,
  NodeTypeValidationError,
  UnknownCodecError,
  UnknownExtensionError,
} from "./error/metadata-error.ts";
export {
  ArrayNotFoundError,
  ContainsArrayError,
  ContainsGroupError,
  GroupNotFoundError,
  InvalidPathError,
  NodeNotFoundError,
} from "./error/node-error.ts";
export {
  ArrayIndexError,
  BoundsCheckError,
  NegativeStepError,
  UnsupportedError,
  ValueMismatchError,
} from "./error/usage-error.ts";
export { type ErrorPlace, isZarrError, ZarrError, type ZarrErrorOptions } from "./error/zarr-error.ts";
export { createRegistry } from "./grid/standard-registry.ts";
export {
  type ArrayConfig,
  type ArrayConfigOptions,
  type ArrayLimits,
  defaultArrayConfig,
  mergeConfig,
} from "./io/access/config.ts";
export type { ZarrFormat } from "./metadata/model.ts";
export { openArray } from "./node/array/open-array.ts";
export type { GetChunkOptions, ReadableArray } from "./node/array/readable-array.ts";
export type { OpenGroupOptions, OpenOptions } from "./node/document/find-documents.ts";
export type { MembersOptions } from "./node/group/members.ts";
export { openGroup } from "./node/group/open-group.ts";
export type { ReadableGroup } from "./node/group/readable-group.ts";
export { createEnvironment, type Environment, type EnvironmentOptions } from "./node/location/environment.ts";
export type { Location } from "./node/location/location.ts";
export type { BasicGetOptions } from "./node/value/elements.ts";
export type { NDArray } from "./node/value/nd-array.ts";
export type { NDArrayLike } from "./node/value/nd-array-like.ts";
export type { NestedList } from "./node/value/nested-list.ts";
export type { Registry } from "./registry/registry.ts";
export type { BasicItem, BasicSelection, NamedSelection } from "./selection/basic.ts";
export { type Slice, slice } from "./selection/slice.ts";
