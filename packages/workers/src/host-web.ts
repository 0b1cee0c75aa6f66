/** Workers of browsers. */
import type { Worth } from "./worth.ts";

/** What takes longer than a message to a worker keeps the page from being drawn. */
export const worth: Worth = {
  compressed: 2 ** 16,
  plain: 2 ** 20,
  plainWrite: Number.POSITIVE_INFINITY,
  single: 2 ** 16,
};

export function createWorker(): Worker {
  // In one expression, which is how bundlers know a worker.
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "zarrkit" });
}

/** How many threads can run at a time. */
export function parallelism(): number {
  return navigator.hardwareConcurrency;
}
