/** A worker: one of browsers (and Deno), or one of `node:worker_threads`. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  terminate(): unknown;
}

/** A worker of `node:worker_threads`, as far as it is needed. */
interface ThreadLike extends WorkerLike {
  on(event: string, listener: (argument: unknown) => void): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

export interface ConnectionEvents {
  message(message: unknown): void;
  /** The worker has ended, or cannot go on. May be called more than once. */
  failure(reason: string, cause?: unknown): void;
}

/** The wire to a worker. */
export interface Connection {
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  /** The process waits for the worker; at first it does. */
  keep(): void;
  /** The process may end without the worker. */
  rest(): void;
  close(): Promise<void>;
}

export function connect(worker: WorkerLike, events: ConnectionEvents): Connection {
  const thread = isThread(worker) ? worker : undefined;
  if (thread !== undefined) listenToThread(thread, events);
  else listenToWorker(worker as Worker, events);
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    keep: () => thread?.ref?.(),
    rest: () => thread?.unref?.(),
    close: async () => void (await worker.terminate()),
  };
}

function isThread(worker: WorkerLike): worker is ThreadLike {
  return "on" in worker;
}

const ended = "A worker ended while it was needed";
const garbled = "A message to or from a worker could not be read";

function listenToThread(thread: ThreadLike, events: ConnectionEvents): void {
  thread.on("message", events.message);
  thread.on("messageerror", (cause) => events.failure(garbled, cause));
  thread.on("error", (cause) => events.failure(because(cause), cause));
  thread.on("exit", (code) => events.failure(`${ended}: exit code ${String(code)}`));
}

function listenToWorker(worker: Worker, events: ConnectionEvents): void {
  worker.addEventListener("message", (event) => events.message(event.data));
  worker.addEventListener("messageerror", () => events.failure(garbled));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    events.failure(because(event.error ?? event), event.error ?? undefined);
  });
}

function because(cause: unknown): string {
  const message = (cause as { readonly message?: unknown } | null)?.message;
  return typeof message === "string" && message !== ""
    ? `${ended}: ${message}`
    : `${ended}, or its script cannot be loaded`;
}
