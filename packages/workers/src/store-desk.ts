import type { ReadOptions, Store, WritableStore, WriteOptions } from "@zarrkit/core/contract";
import { recordError } from "@zarrkit/core/task";
import type { AnswerMessage, RequestMessage, StoreCall } from "./message.ts";
import type { StoreTable } from "./store-table.ts";

/** Asks stores that cannot be made again elsewhere, on behalf of one worker. */
export class StoreDesk {
  readonly #stores: StoreTable;
  readonly #open = new Map<number, AbortController>();

  constructor(stores: StoreTable) {
    this.#stores = stores;
  }

  async serve(
    { request, store, call }: RequestMessage,
    answer: (message: AnswerMessage, transfer: readonly ArrayBuffer[]) => void,
  ): Promise<void> {
    const controller = new AbortController();
    this.#open.set(request, controller);
    const pin = call.options.pin && { ...call.options.pin };
    const options = { ...call.options, pin, signal: controller.signal };
    const [outcome] = await Promise.allSettled([(async () => ask(this.#stores.find(store), call, options))()]);
    this.#open.delete(request);
    const value = outcome.status === "fulfilled" ? ownCopy(outcome.value) : undefined;
    const error = outcome.status === "rejected" ? recordError(outcome.reason) : undefined;
    answer({ type: "answer", request, value, version: pin?.version, error }, buffersOf(value));
  }

  /** The worker does not want an answer any more. */
  withdraw(request: number): void {
    this.#open.get(request)?.abort();
  }

  /** The worker has ended. */
  close(): void {
    for (const controller of this.#open.values()) controller.abort();
  }
}

function ask(
  store: Store & Partial<WritableStore>,
  { method, key, argument }: StoreCall,
  options: ReadOptions & WriteOptions,
): unknown {
  switch (method) {
    case "get":
    case "version":
    case "delete":
      return store[method]?.(key, options);
    case "getRanges":
    case "set":
    case "deleteIf":
      return store[method]?.(key, argument as never, options);
  }
}

/** Bytes in memory of their own: what a store answers may be a part of something larger, or the store's own. */
function ownCopy(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return Array.isArray(value) ? value.map(ownCopy) : value;
}

function buffersOf(value: unknown): ArrayBuffer[] {
  if (value instanceof Uint8Array) return [value.buffer as ArrayBuffer];
  return Array.isArray(value) ? value.flatMap(buffersOf) : [];
}
