import type { JsonObject, MaybePromise } from "./json.ts";
import type { Store, StoreDescriptor } from "./store.ts";

/** How much work a read or a write is. */
export interface WorkSize {
  /** Whether chunks are decoded or encoded. */
  readonly kind: "read" | "write";
  /** Stored chunks that are touched. */
  readonly chunks: number;
  /** Bytes to be decoded or encoded, counted decoded. */
  readonly bytes: number;
  /** False when the length of encoded chunks is known without looking: nothing shrinks, so most of the work is copying. */
  readonly isCompressed: boolean;
}

/** An array as data that structured clone can copy: everything that opens it again in another thread. */
export interface ArrayDescriptor {
  /** `null` where the store cannot be made again elsewhere; whoever opens the array brings it. */
  readonly store: StoreDescriptor | null;
  /** Path of the array inside the store. */
  readonly path: string;
  /** Version of its documents. */
  readonly zarrFormat: 2 | 3;
  /** What `zarr.json` holds, or `.zarray` in version 2. */
  readonly document: JsonObject;
  /** What `.zattrs` holds, in version 2. */
  readonly attributes?: JsonObject;
  /** Its settings, as far as they are plain data. */
  readonly config: JsonObject;
}

/** An array that tasks are about: one object for as long as its metadata stays the same. */
export interface TaskArray {
  /** Where the array is. */
  readonly store: Store;
  /** Path of the array inside the store. */
  readonly path: string;
  /** Attributes are left out. */
  readonly descriptor: ArrayDescriptor;
  /** Most store requests at a time. */
  readonly concurrency: number;
  /** Writes to the store in this process so far. What others remember of the store from before one is out of date. */
  readonly writes: number;
}

/** Work as data that structured clone can copy. Only `@zarrkit/core/task` looks inside. */
export interface TaskWork {
  /** Whether chunks are read or written. */
  readonly kind: "read" | "write";
}

/** What was read of one chunk, on its way to where it belongs. */
export interface Slab {
  /** Its elements, in one or more pieces. */
  readonly parts: readonly { readonly elements: Uint8Array }[];
}

/** Chunks to read. */
export interface ReadTask {
  /** The array to read. */
  readonly array: TaskArray;
  /** What to read of it. */
  readonly work: TaskWork;
  /** How many chunks there are to share out. */
  readonly chunks: number;
  /** The memory to read into, where all of it is shared: `work` holds it then. Otherwise slabs come back. */
  readonly memory: readonly ArrayBufferLike[] | undefined;
  /** Calls the task off once aborted. */
  readonly signal: AbortSignal | undefined;
  /** Copies a slab to where it belongs. */
  deliver(slab: Slab): void;
}

/** One whole chunk to encode and store. */
export interface WriteTask {
  /** The array to write to. */
  readonly array: TaskArray;
  /** The work with the memory to write from, where that is shared. */
  readonly work: TaskWork | undefined;
  /** Bytes that the chunk takes otherwise. */
  readonly byteLength: number;
  /** Calls the task off once aborted. */
  readonly signal: AbortSignal | undefined;
  /** Copies the chunk into memory of `byteLength` bytes. Answers the work with that memory. */
  stage(memory: Uint8Array): TaskWork;
}

/**
 * Does work of the engine elsewhere, such as in threads. What it does not accept is done where it was asked for.
 *
 * The engine plans, waits its turn where it writes, and keeps books; the executor carries tasks to where they are
 * done, with `@zarrkit/core/task`, and their errors back.
 */
export interface Executor {
  /** Tells an executor of this contract from other things. */
  readonly contract: "zarrkit.executor.v1";
  /** Whether the executor takes work of this size. */
  accepts(size: WorkSize): boolean;
  /** Memory for a result, all zero. Shared with wherever tasks are done, if that is possible. */
  allocate(byteLength: number): Uint8Array;
  /**
   * Settles once nothing writes to memory any more, whatever happened; rejects with what the first failure was, or with
   * the signal's reason.
   */
  read(task: ReadTask): Promise<void>;
  /** Settles once the chunk is stored; rejects with what failed, or with the signal's reason. */
  write(task: WriteTask): Promise<void>;
}

/** Deals out the chunks of a task among those who work on it. */
export interface ChunkClaims {
  /** The position of a chunk that nobody else has, higher with each call; -1 when the task has been called off. */
  next(): MaybePromise<number>;
}
