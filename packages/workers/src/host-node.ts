/** Threads of Node, Bun and Deno. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Worth } from "./worth.ts";

/** Large chunks are decoded in the thread pool of the runtime in any case, so a single one gains nothing. */
export const worth: Worth = {
  compressed: 2 ** 23,
  plain: 2 ** 24,
  plainWrite: Number.POSITIVE_INFINITY,
  single: Number.POSITIVE_INFINITY,
};

/**
 * Mebibytes for objects that live for a moment, of which a worker makes few at a time; left to Node, each thread touches ten
 * times as much.
 */
const youngGeneration = 2;

export function createWorker(): Worker {
  return new Worker(new URL("./worker.js", import.meta.url), {
    name: "zarrkit",
    resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
  });
}

/** How many threads can run at a time. */
export function parallelism(): number {
  return availableParallelism();
}
