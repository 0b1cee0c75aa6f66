/// <reference lib="esnext.disposable" preserve="true" />
// People who have no such lib still need the type of `Symbol.asyncDispose` in the declarations.
import { InvalidArgumentError, messageOf, WorkerError } from "@zarrkit/core";
import type { Executor, ReadTask, TaskArray, WorkSize, WriteTask } from "@zarrkit/core/contract";
import { createWorker, parallelism, worth } from "#host";
import type { WorkerLike } from "./connection.ts";
import { type ArrayNotice, calledOff } from "./message.ts";
import { shareRead } from "./share-read.ts";
import { shareWrite } from "./share-write.ts";
import { allocateShared } from "./shared-memory.ts";
import { StagingMemory } from "./staging-memory.ts";
import { StoreDesk } from "./store-desk.ts";
import { StoreTable } from "./store-table.ts";
import { Thread } from "./thread.ts";
import { isWorthWhile, type Worth } from "./worth.ts";

/** What `workerPool` takes. */
export interface WorkerPoolOptions {
  /** How many workers; as many as threads can run at a time, and at most 8, when left out. */
  readonly threads?: number | undefined;
  /**
   * Address of a module that exports the workers' `registry`, for arrays of data types and codecs that `@zarrkit/api`
   * does not bring: `new URL("./registry.js", import.meta.url)`.
   */
  readonly registry?: URL | string | undefined;
  /** Starts a worker whose script calls `serve`: for bundlers, which have to see each worker, and for workers of your own. */
  readonly worker?: (() => WorkerLike) | undefined;
  /**
   * Whether results are in memory that workers write to directly, a `SharedArrayBuffer`. Left out: where that is allowed,
   * which it is in browsers for pages that are isolated from other origins. Otherwise results are put together here.
   */
  readonly sharedMemory?: boolean | undefined;
  /** Work on fewer bytes, decoded, is left to whoever asks for it. Left out: where workers would not be sooner done. */
  readonly minBytes?: number | undefined;
}

/** Workers that read and write for arrays: pass it as `executor`. */
export interface WorkerPool extends Executor, AsyncDisposable {
  /** Ends the workers. What they are at fails with a `WorkerError`; arrays go on without them. */
  close(): Promise<void>;
}

const mostThreads = 8;

/**
 * Makes a pool of workers. They start when there is work for them, wait for more, and do not keep a process alive.
 *
 * Throws `InvalidArgumentError`.
 */
export async function workerPool(options: WorkerPoolOptions = {}): Promise<WorkerPool> {
  return new Pool(options);
}

class Pool implements WorkerPool {
  readonly contract = "zarrkit.executor.v1";
  readonly #size: number;
  readonly #registry: string | undefined;
  readonly #createWorker: () => WorkerLike;
  readonly #isShared: boolean;
  readonly #worth: Worth;
  readonly #stores = new StoreTable();
  readonly #arrays = new WeakMap<TaskArray, number>();
  readonly #staging: StagingMemory;
  #threads: Thread[] = [];
  #latest = 0;
  #isClosed = false;

  constructor({ threads, registry, worker, sharedMemory, minBytes }: WorkerPoolOptions) {
    const size = threads ?? Math.min(parallelism(), mostThreads);
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new InvalidArgumentError(`threads must be a whole number from 1, found ${String(threads)}`);
    }
    const canShare = canShareMemory();
    if (sharedMemory === true && !canShare) {
      throw new InvalidArgumentError(
        "sharedMemory is not allowed here: the page must be isolated, by the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy",
      );
    }
    this.#size = size;
    this.#registry = registry === undefined ? undefined : String(registry);
    this.#createWorker = worker ?? createWorker;
    this.#isShared = sharedMemory ?? canShare;
    this.#worth =
      minBytes === undefined
        ? worth
        : { compressed: minBytes, plain: minBytes, plainWrite: minBytes, single: minBytes };
    // One for each worker, and one that waits for the first who is done.
    this.#staging = new StagingMemory(size + 1);
  }

  accepts(size: WorkSize): boolean {
    return !this.#isClosed && size.chunks < calledOff && isWorthWhile(size, this.#worth);
  }

  allocate(byteLength: number): Uint8Array {
    return this.#isShared ? allocateShared(byteLength) : new Uint8Array(byteLength);
  }

  read(task: ReadTask): Promise<void> {
    return shareRead(task, ++this.#latest, this.#notice(task.array), this.#choose(task.chunks));
  }

  async write(task: WriteTask): Promise<void> {
    const { byteLength, signal } = task;
    if (task.work !== undefined) {
      await shareWrite(task, task.work, undefined, ++this.#latest, this.#notice(task.array), this.#choose(1));
      return;
    }
    const memory = await this.#staging.take(byteLength);
    let returned: ArrayBuffer | undefined;
    try {
      signal?.throwIfAborted();
      const work = task.stage(new Uint8Array(memory));
      returned = await shareWrite(task, work, memory, ++this.#latest, this.#notice(task.array), this.#choose(1));
    } finally {
      this.#staging.give(byteLength, returned);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#threads.map((thread) => thread.end(closed())));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #notice(array: TaskArray): ArrayNotice {
    let id = this.#arrays.get(array);
    if (id === undefined) {
      id = ++this.#latest;
      this.#arrays.set(array, id);
    }
    return { id, descriptor: array.descriptor, store: this.#stores.notice(array.store), writes: array.writes };
  }

  /** So many workers, those with the least to do; workers are started until there are enough. */
  #choose(count: number): Thread[] {
    const threads = this.#threads.filter((thread) => thread.isAlive).sort((a, b) => a.load - b.load);
    let idle = threads.filter((thread) => thread.load === 0).length;
    while (threads.length < this.#size && idle < count) {
      threads.unshift(this.#start());
      idle++;
    }
    this.#threads = threads;
    return threads.slice(0, count);
  }

  #start(): Thread {
    if (this.#isClosed) throw closed();
    let worker: WorkerLike;
    try {
      worker = this.#createWorker();
    } catch (cause) {
      throw new WorkerError(`A worker cannot be started: ${messageOf(cause)}`, { cause });
    }
    return new Thread(worker, new StoreDesk(this.#stores), this.#registry);
  }
}

function closed(): WorkerError {
  return new WorkerError("The pool of workers was closed");
}

function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === "function" && globalThis.crossOriginIsolated !== false;
}
