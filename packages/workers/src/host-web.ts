/** Workers of browsers. */
import type { LargeMemory } from "./shared-memory.ts";
import type { Worth } from "./worth.ts";

/** Up to here decoding takes a few milliseconds, a part of a frame, and workers take as long to get what they need. */
export const worth: Worth = {
  compressed: 2 ** 21,
  plain: 2 ** 22,
  plainWrite: Number.POSITIVE_INFINITY,
  single: 2 ** 20,
};

/** Nothing is known about where large memory begins. */
export const largeMemory: LargeMemory = { bytes: Number.POSITIVE_INFINITY, lead: 0 };

export function createWorker(): Worker {
  // In one expression, which is how bundlers know a worker.
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "zarrkit" });
}

/** How many threads can run at a time. */
export function parallelism(): number {
  return navigator.hardwareConcurrency;
}
