import type { ReadOptions, Store, StoreOptions, WritableStore, WriteOptions } from "@zarrkit/core/contract";
import { restoreError } from "@zarrkit/core/task";
import type { AnswerMessage, FromWorker, StoreCall, StoreMethod, StoreNotice } from "./message.ts";

type Options = ReadOptions & WriteOptions;

/** A call that waits for its answer. */
interface Pending {
  readonly options: Options;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** The way from a worker to stores that stay with whoever started it. */
export class StoreLine {
  readonly #post: (message: FromWorker, transfer?: readonly ArrayBuffer[]) => void;
  readonly #pending = new Map<number, Pending>();
  #latest = 0;

  constructor(post: (message: FromWorker, transfer?: readonly ArrayBuffer[]) => void) {
    this.#post = post;
  }

  /** A store whose methods are called on the other side. */
  open({ id, description, methods }: StoreNotice): Store & Partial<WritableStore> {
    const call = <T>(
      method: StoreMethod,
      key: string,
      argument: StoreCall["argument"],
      options: StoreOptions | undefined,
    ): Promise<T> => this.#call(id, { method, key, argument, options: {} }, options ?? {}) as Promise<T>;
    const has = (method: StoreMethod): boolean => methods.includes(method);
    return {
      contract: "zarrkit.store.v1",
      description,
      get: (key, options) => call("get", key, undefined, options),
      ...(has("getRanges") && { getRanges: (key, ranges, options) => call("getRanges", key, ranges, options) }),
      ...(has("version") && { version: (key, options) => call("version", key, undefined, options) }),
      ...(has("set") && { set: (key, value, options) => call("set", key, new Uint8Array(value), options) }),
      ...(has("delete") && { delete: (key, options) => call("delete", key, undefined, options) }),
      ...(has("deleteIf") && { deleteIf: (key, version, options) => call("deleteIf", key, version, options) }),
    };
  }

  answer({ request, value, version, error }: AnswerMessage): void {
    const pending = this.#pending.get(request);
    this.#pending.delete(request);
    const { pin } = pending?.options ?? {};
    if (pin !== undefined) pin.version = version;
    if (error === undefined) pending?.resolve(value);
    else pending?.reject(restoreError(error));
  }

  #call(store: number, call: StoreCall, { signal, ...options }: Options): Promise<unknown> {
    signal?.throwIfAborted();
    const request = ++this.#latest;
    return new Promise((resolve, reject) => {
      const withdraw = (): void => {
        this.#pending.delete(request);
        this.#post({ type: "withdraw", request });
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", withdraw, { once: true });
      const settle = <T>(how: (outcome: T) => void) => {
        return (outcome: T): void => {
          signal?.removeEventListener("abort", withdraw);
          how(outcome);
        };
      };
      this.#pending.set(request, { options, resolve: settle(resolve), reject: settle(reject) });
      const { argument } = call;
      const transfer = argument instanceof Uint8Array ? [argument.buffer as ArrayBuffer] : [];
      this.#post({ type: "request", request, store, call: { ...call, options: plain(options) } }, transfer);
    });
  }
}

/** Options that can travel: what they hold beside these, such as functions, is for whoever calls directly. */
function plain({ range, pin, ifVersion, priority }: Options): StoreCall["options"] {
  return { range, pin, priority, ...(ifVersion !== undefined && { ifVersion }) };
}
