import { isZarrError, type Registry, type StoreModules } from "@zarrkit/core";
import type { Store } from "@zarrkit/core/contract";
import { openStore, openTaskRunner, type TaskRunner } from "@zarrkit/core/task";
import type { ArrayNotice, StoreNotice } from "./message.ts";
import type { StoreLine } from "./store-line.ts";

/** Arrays, and stores, that a worker keeps open at most; those that were used longest ago go first. */
const capacity = 64;

interface OpenArray {
  readonly runner: TaskRunner;
  /** Writes to the store when what the runner remembers was last known to hold. */
  writes: number;
}

/** The arrays that a worker has at hand. */
export class OpenArrays {
  readonly #registry: () => Promise<Registry>;
  readonly #modules: StoreModules;
  readonly #line: StoreLine;
  readonly #arrays = new Map<number, Promise<OpenArray>>();
  readonly #stores = new Map<number, Promise<Store>>();

  constructor(registry: () => Promise<Registry>, modules: StoreModules, line: StoreLine) {
    this.#registry = registry;
    this.#modules = modules;
    this.#line = line;
  }

  async open(notice: ArrayNotice): Promise<TaskRunner> {
    const array = await remembered(this.#arrays, notice.id, () => this.#make(notice));
    if (array.writes !== notice.writes) {
      array.runner.forget();
      array.writes = notice.writes;
    }
    return array.runner;
  }

  async #make({ descriptor, store, writes }: ArrayNotice): Promise<OpenArray> {
    const opened = await remembered(this.#stores, store.id, () => this.#openStore(store));
    const registry = await this.#registry();
    try {
      return { runner: await openTaskRunner(descriptor, opened, registry), writes };
    } catch (error) {
      throw withAdvice(error);
    }
  }

  async #openStore(notice: StoreNotice): Promise<Store> {
    return notice.portable === undefined ? this.#line.open(notice) : openStore(notice.portable, this.#modules);
  }
}

/** What workers do not know, whoever asks them may well know. */
function withAdvice(error: unknown): unknown {
  if (isZarrError(error) && ["UNKNOWN_CODEC", "INVALID_DATA_TYPE", "UNKNOWN_EXTENSION"].includes(error.code)) {
    error.message += "; this is what workers know: give them yours with workerPool({ registry })";
  }
  return error;
}

/** What is under a number, made when it is not there; a failure is forgotten. */
async function remembered<T>(known: Map<number, Promise<T>>, id: number, make: () => Promise<T>): Promise<T> {
  const entry = known.get(id) ?? make();
  // The latest used is the last.
  known.delete(id);
  known.set(id, entry);
  const [oldest] = known.keys();
  if (known.size > capacity && oldest !== undefined) known.delete(oldest);
  try {
    return await entry;
  } catch (error) {
    if (known.get(id) === entry) known.delete(id);
    throw error;
  }
}
