/**
 * The far end of a pool: what a worker runs. For a script of your own, where the default one would not know your
 * codecs, data types or stores, or a bundler would not find them.
 *
 * @module
 */
import type { Registry, StoreModules } from "@zarrkit/core";
import { recordError } from "@zarrkit/core/task";
import { expectListeners, openScope } from "#scope";
import { storeModules } from "#store-modules";
import { Claims } from "./claims.ts";
import { count } from "./counted-memory.ts";
import type { FromWorker, ReadMessage, ToWorker, WriteMessage } from "./message.ts";
import { OpenArrays } from "./open-arrays.ts";
import { importRegistry, lazily } from "./registry-module.ts";
import { StoreLine } from "./store-line.ts";

/** What a worker of your own knows: extensions and stores. */
export interface ServeOptions {
  /** The extensions that arrays may name, or how to load them. The option `registry` of a pool wins. */
  readonly registry: Registry | (() => Registry | Promise<Registry>);
  /** Modules that make stores, by the names that `Store.portable` has for them; others are imported. */
  readonly stores?: StoreModules | undefined;
}

/** Does what a pool asks of this worker, from now on. */
export function serve({ registry, stores }: ServeOptions): void {
  const { post } = openScope((message) => receive(message as ToWorker));
  const tell = (message: FromWorker, transfer: readonly ArrayBuffer[] = []): void => post(message, transfer);
  const line = new StoreLine(tell);
  const claims = new Claims(tell);
  const controllers = new Map<number, AbortController>();
  let load = lazily(async () => (typeof registry === "function" ? registry() : registry));
  const arrays = new OpenArrays(() => load(), { ...storeModules, ...stores }, line);

  function receive(message: ToWorker): void {
    switch (message.type) {
      case "start": {
        const address = message.registry;
        if (address !== undefined) load = lazily(() => importRegistry(address));
        break;
      }
      case "read":
        void perform(message, undefined, (signal) => read(message, signal));
        break;
      case "write":
        void perform(message, message.memory, (signal) => write(message, signal));
        break;
      case "claimed":
        claims.answer(message.job, message.position);
        break;
      case "cancel":
        controllers.get(message.job)?.abort();
        break;
      case "answer":
        line.answer(message);
        break;
    }
  }

  async function perform(
    { job }: ReadMessage | WriteMessage,
    memory: ArrayBuffer | undefined,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const controller = new AbortController();
    expectListeners(controller.signal);
    controllers.set(job, controller);
    const [outcome] = await Promise.allSettled([work(controller.signal)]);
    controllers.delete(job);
    const error = outcome.status === "rejected" ? recordError(outcome.reason) : undefined;
    tell({ type: "done", job, error, memory }, memory === undefined ? [] : [memory]);
  }

  async function read(
    { job, array, work, concurrency, chunks, workers, counter, memory }: ReadMessage,
    signal: AbortSignal,
  ): Promise<void> {
    for (const shared of memory) count(shared);
    const runner = await arrays.open(array);
    if (counter !== undefined) {
      return runner.read(work, claims.counted(counter, chunks, workers), { concurrency, signal });
    }
    await runner.read(work, claims.asked(job), {
      concurrency,
      signal,
      send: (slab) => {
        const buffers = slab.parts.map(({ elements }) => elements.buffer as ArrayBuffer);
        tell({ type: "slab", job, slab }, buffers);
      },
    });
  }

  async function write({ array, work }: WriteMessage, signal: AbortSignal): Promise<void> {
    const runner = await arrays.open(array);
    await runner.write(work, { signal });
  }
}
