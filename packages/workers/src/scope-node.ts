/** A worker of Node, Bun or Deno as it sees itself. */
import { setMaxListeners } from "node:events";
import { parentPort } from "node:worker_threads";
import type { Scope } from "./scope.ts";
import { webScope } from "./scope-web.ts";

/** Says that a signal may have any number of listeners: every request of a job has one. Otherwise Node warns of a leak. */
export function expectListeners(signal: AbortSignal): void {
  setMaxListeners(0, signal);
}

/** Listens to whoever started this worker. */
export function openScope(listen: (message: unknown) => void): Scope {
  // Deno also has the workers of browsers.
  if (parentPort === null) return webScope(listen);
  const port = parentPort;
  port.on("message", listen);
  return { post: (message, transfer) => port.postMessage(message, transfer as []) };
}
