/**
 * Wrappers around stores. Each takes a store and answers one that can do what the store can.
 *
 * @module
 */
export type { CacheStats } from "./cache/piece-index.ts";
export type { CacheOptions } from "./cache/read-cache.ts";
export type { PieceHolder } from "./cache/stored-pieces.ts";
export { type CachedStore, cached } from "./cached.ts";
export { type Delay, type Delays, delayed } from "./delayed.ts";
export type { StoreCall, StoreOperation } from "./intercepted.ts";
export { type Logger, logged } from "./logged.ts";
export { observed, type StoreEvent, type StoreOutcome } from "./observed.ts";
export { prefixed } from "./prefixed.ts";
export { type ReadOnlyStore, readOnly } from "./read-only.ts";
export { type ParquetReferencesOptions, parquetReferences } from "./reference/parquet-references.ts";
export type { FileReference, InlineValue, Reference } from "./reference/reference.ts";
export { InvalidReferenceError, UnreachableReferenceError } from "./reference/reference-error.ts";
export type { ReferenceSet } from "./reference/reference-set.ts";
export {
  type ReferenceStore,
  type ReferenceStoreOptions,
  type ReferenceTarget,
  referenceStore,
} from "./reference-store.ts";
export { type RetryOptions, retrying } from "./retrying.ts";
export type { Wrapped } from "./wrapped.ts";
