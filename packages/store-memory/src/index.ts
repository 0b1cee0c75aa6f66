/**
 * Zarr values in a JavaScript Map.
 *
 * @module
 */
export { MemoryStore, type MemoryStoreOptions, memoryStore } from "./memory-store.ts";
