/** A worker of Node, Bun or Deno as it sees itself. */
import { parentPort } from "node:worker_threads";
import type { Scope } from "./scope.ts";
import { webScope } from "./scope-web.ts";

/** Listens to whoever started this worker. */
export function openScope(listen: (message: unknown) => void): Scope {
  // Deno also has the workers of browsers.
  if (parentPort === null) return webScope(listen);
  const port = parentPort;
  port.on("message", listen);
  return { post: (message, transfer) => port.postMessage(message, transfer as []) };
}
