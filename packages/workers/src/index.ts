/**
 * Zarr on worker threads: a pool that arrays take as their `executor`.
 *
 * @module
 */
export { type WorkerPool, type WorkerPoolOptions, workerPool } from "./worker-pool.ts";
