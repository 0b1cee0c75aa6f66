/** A worker of a browser as it sees itself. */
import type { FromWorker } from "./message.ts";
import type { Scope } from "./scope.ts";

/** The global object of a worker, as far as it is needed; a page's has other types. */
interface WorkerScope {
  addEventListener?(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
}

/** Listens to whoever started this worker, and tells when it closes itself: no event of browsers does. */
export function webScope(listen: (message: unknown) => void): Scope {
  const scope = globalThis as unknown as WorkerScope;
  const post: Scope["post"] = (message, transfer) => scope.postMessage(message, [...transfer]);
  // Outside of a worker, where only an import leads, there is nobody to listen to.
  scope.addEventListener?.("message", (event) => listen(event.data));
  if ("WorkerGlobalScope" in globalThis) {
    const close = scope.close.bind(scope);
    scope.close = () => {
      post({ type: "close" } satisfies FromWorker, []);
      close();
    };
  }
  return { post };
}

/** In browsers a signal may have any number of listeners. */
export function expectListeners(_signal: AbortSignal): void {}

export { webScope as openScope };
