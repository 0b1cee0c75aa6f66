import type { Executor } from "@zarrkit/api";
import { workerPool } from "@zarrkit/workers";

/** A pool of workers that are up and running. */
export async function openExecutor(): Promise<Executor & AsyncDisposable> {
  return workerPool();
}
