import type {
  ArrayDescriptor,
  ByteRange,
  ReadOptions,
  Slab,
  StoreDescriptor,
  TaskWork,
  WriteOptions,
} from "@zarrkit/core/contract";
import type { ErrorRecord } from "@zarrkit/core/task";

/** A store as a worker hears of it. */
export interface StoreNotice {
  readonly id: number;
  readonly description: string;
  /** How to make it there; otherwise requests come back here. */
  readonly portable: StoreDescriptor | undefined;
  readonly methods: readonly StoreMethod[];
}

/** An array as a worker hears of it. Arrays are numbered, so that a worker opens each once. */
export interface ArrayNotice {
  readonly id: number;
  readonly descriptor: ArrayDescriptor;
  readonly store: StoreNotice;
  /** Writes to the store so far. */
  readonly writes: number;
}

export interface ReadMessage {
  readonly type: "read";
  readonly job: number;
  readonly array: ArrayNotice;
  readonly work: TaskWork;
  /** Most chunks, and store requests, at a time. */
  readonly concurrency: number;
  /** How many chunks there are for all workers of the job, and how many workers. */
  readonly chunks: number;
  readonly workers: number;
  /** The position of the next chunk, which all workers of the job count up. Without it they ask. */
  readonly counter: Int32Array<SharedArrayBuffer> | undefined;
  /** Shared memory that `work` holds. */
  readonly memory: readonly ArrayBufferLike[];
}

export interface WriteMessage {
  readonly type: "write";
  readonly job: number;
  readonly array: ArrayNotice;
  readonly work: TaskWork;
  /** Memory that `work` lies in, to be sent back. */
  readonly memory: ArrayBuffer | undefined;
}

export type StoreMethod = "get" | "getRanges" | "version" | "set" | "delete" | "deleteIf";

/** A call of a store's method. */
export interface StoreCall {
  readonly method: StoreMethod;
  readonly key: string;
  /** What comes between the key and the options: ranges, a value, a version. */
  readonly argument: readonly ByteRange[] | Uint8Array | string | undefined;
  /** Without the signal. */
  readonly options: Omit<ReadOptions & WriteOptions, "signal">;
}

/** What a store answered. */
export interface AnswerMessage {
  readonly type: "answer";
  readonly request: number;
  readonly value: unknown;
  /** The version that the call's pin has now. */
  readonly version: string | undefined;
  readonly error: ErrorRecord | undefined;
}

/** What a worker is told. */
export type ToWorker =
  | { readonly type: "start"; readonly registry: string | undefined }
  | ReadMessage
  | WriteMessage
  /** Answers a claim: a chunk's position, -1 when there is no need for more. */
  | { readonly type: "claimed"; readonly job: number; readonly position: number }
  | { readonly type: "cancel"; readonly job: number }
  | AnswerMessage;

export interface DoneMessage {
  readonly type: "done";
  readonly job: number;
  readonly error: ErrorRecord | undefined;
  readonly memory: ArrayBuffer | undefined;
}

export interface RequestMessage {
  readonly type: "request";
  readonly request: number;
  readonly store: number;
  readonly call: StoreCall;
}

/** What a worker tells. */
export type FromWorker =
  | DoneMessage
  | { readonly type: "claim"; readonly job: number }
  /** It closes itself and will say nothing more. */
  | { readonly type: "close" }
  | { readonly type: "slab"; readonly job: number; readonly slab: Slab }
  | RequestMessage
  | { readonly type: "withdraw"; readonly request: number };

/** A counter from here on says that the job has been called off. */
export const calledOff: number = 2 ** 30;
