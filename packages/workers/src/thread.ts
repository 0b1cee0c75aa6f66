import { WorkerError } from "@zarrkit/core";
import type { Slab } from "@zarrkit/core/contract";
import { restoreError } from "@zarrkit/core/task";
import { type Connection, connect, type WorkerLike } from "./connection.ts";
import type { FromWorker, ToWorker } from "./message.ts";
import type { StoreDesk } from "./store-desk.ts";

/** What the main thread does for a job while a worker is at it. */
export interface JobEvents {
  claim?(): number;
  slab?(slab: Slab): void;
}

interface Job extends JobEvents {
  resolve(memory: ArrayBuffer | undefined): void;
  reject(error: unknown): void;
}

/** One worker, with the jobs that it is at. */
export class Thread {
  readonly #connection: Connection;
  readonly #jobs = new Map<number, Job>();
  readonly #desk: StoreDesk;
  #failure: Error | undefined;

  constructor(worker: WorkerLike, desk: StoreDesk, registry: string | undefined) {
    this.#desk = desk;
    this.#connection = connect(worker, {
      message: (message) => this.#receive(message as FromWorker),
      failure: (reason, cause) => void this.end(new WorkerError(reason, { cause })),
    });
    this.#connection.rest();
    this.post({ type: "start", registry });
  }

  /** False once the worker has ended. */
  get isAlive(): boolean {
    return this.#failure === undefined;
  }

  /** How many jobs it is at. */
  get load(): number {
    return this.#jobs.size;
  }

  post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    if (this.isAlive) this.#connection.post(message, transfer);
  }

  /**
   * Gives the worker a job. Answers memory that it sends back; rejects with what went wrong there, or with a
   * `WorkerError` when it ends first.
   */
  run(
    message: ToWorker & { readonly job: number },
    transfer: readonly ArrayBuffer[],
    events: JobEvents = {},
  ): Promise<ArrayBuffer | undefined> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#jobs.set(message.job, { ...events, resolve, reject });
      // A process does not end while somebody waits for a result.
      this.#connection.keep();
      try {
        this.post(message, transfer);
      } catch (error) {
        this.#finish(message.job)?.reject(error);
      }
    });
  }

  /** Ends the worker. Its jobs fail once it cannot write to memory any more. */
  async end(reason: Error): Promise<void> {
    if (this.#failure !== undefined) return;
    this.#failure = reason;
    this.#desk.close();
    await this.#connection.close();
    for (const job of [...this.#jobs.keys()]) this.#finish(job)?.reject(reason);
  }

  #finish(job: number): Job | undefined {
    const found = this.#jobs.get(job);
    this.#jobs.delete(job);
    if (this.#jobs.size === 0) this.#connection.rest();
    return found;
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case "done": {
        const job = this.#finish(message.job);
        if (message.error === undefined) job?.resolve(message.memory);
        else job?.reject(restoreError(message.error));
        break;
      }
      case "claim": {
        const position = this.#jobs.get(message.job)?.claim?.() ?? -1;
        this.post({ type: "claimed", job: message.job, position });
        break;
      }
      case "slab":
        this.#jobs.get(message.job)?.slab?.(message.slab);
        break;
      case "request":
        void this.#desk.serve(message, (answer, transfer) => this.post(answer, transfer));
        break;
      case "close":
        void this.end(new WorkerError("A worker ended while it was needed: it closed itself"));
        break;
      case "withdraw":
        this.#desk.withdraw(message.request);
        break;
    }
  }
}
