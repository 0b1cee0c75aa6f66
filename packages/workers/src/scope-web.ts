/** A worker of a browser as it sees itself. */
import type { Scope } from "./scope.ts";

/** The global object of a worker, as far as it is needed; a page's has other types. */
interface WorkerScope {
  addEventListener?(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
}

/** Listens to whoever started this worker. */
export function webScope(listen: (message: unknown) => void): Scope {
  const scope = globalThis as unknown as WorkerScope;
  // Outside of a worker, where only an import leads, there is nobody to listen to.
  scope.addEventListener?.("message", (event) => listen(event.data));
  return { post: (message, transfer) => scope.postMessage(message, [...transfer]) };
}

/** In browsers a signal may have any number of listeners. */
export function expectListeners(_signal: AbortSignal): void {}

export { webScope as openScope };
