import { Worker, type WorkerOptions } from "node:worker_threads";
import { onTestFinished } from "vitest";
import { type WorkerPool, type WorkerPoolOptions, workerPool } from "../../src/index.ts";
import { workerScript } from "./worker-script.ts";

export interface TestPoolOptions extends WorkerPoolOptions {
  /** What its workers run. */
  readonly script?: string;
  readonly workerOptions?: WorkerOptions;
}

/** A pool of two workers that takes any work, on this package's sources. The test that makes it closes it. */
export async function testPool({ script, workerOptions, ...options }: TestPoolOptions = {}): Promise<WorkerPool> {
  const url = await workerScript(script);
  const pool = await workerPool({ threads: 2, minBytes: 0, worker: () => new Worker(url, workerOptions), ...options });
  onTestFinished(() => pool.close());
  return pool;
}
