/** Threads of Node, Bun and Deno. */
import { availableParallelism } from "node:os";
import { platform, versions } from "node:process";
import { Worker } from "node:worker_threads";
import type { LargeMemory } from "./shared-memory.ts";
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

const isNode = versions["bun"] === undefined && versions["deno"] === undefined;

/**
 * From so many bytes on, the C library of Linux asks the system for each piece of memory and puts 16 bytes of its own in
 * front, at the beginning of a page: what lies `lead` bytes further begins with a cache line. Only speed depends on it.
 */
export const largeMemory: LargeMemory = {
  bytes: platform === "linux" && isNode ? 2 ** 25 : Number.POSITIVE_INFINITY,
  lead: 48,
};

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
