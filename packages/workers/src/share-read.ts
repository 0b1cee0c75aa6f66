import type { ReadTask } from "@zarrkit/core/contract";
import { type ArrayNotice, calledOff, type ReadMessage } from "./message.ts";
import { ownSignal } from "./own-signal.ts";
import type { Thread } from "./thread.ts";

/** Shares a read among workers. Settles when the last of them has stopped; see `Executor.read`. */
export async function shareRead(
  task: ReadTask,
  job: number,
  array: ArrayNotice,
  threads: readonly Thread[],
): Promise<void> {
  const { work, chunks } = task;
  const signal = ownSignal(task.signal);
  const counter =
    task.memory !== undefined ? new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) : undefined;
  const concurrency = Math.ceil(Math.min(task.array.concurrency, chunks) / threads.length);
  const message: ReadMessage = {
    type: "read",
    job,
    array,
    work,
    concurrency,
    chunks,
    workers: threads.length,
    counter,
    memory: task.memory ?? [],
  };
  let next = 0;
  let isOver = false;
  let failure: { readonly error: unknown } | undefined;

  const callOff = (): void => {
    if (isOver) return;
    isOver = true;
    if (counter !== undefined) Atomics.store(counter, 0, calledOff);
    for (const thread of threads) thread.post({ type: "cancel", job });
  };
  const fail = (error: unknown): void => {
    failure ??= { error };
    callOff();
  };
  const events = {
    claim: () => (isOver ? -1 : next++),
    slab(slab: Parameters<ReadTask["deliver"]>[0]) {
      if (isOver) return;
      try {
        task.deliver(slab);
      } catch (error) {
        fail(error);
      }
    },
  };

  signal?.addEventListener("abort", callOff, { once: true });
  await Promise.all(threads.map((thread) => thread.run(message, [], events).catch(fail)));
  signal?.removeEventListener("abort", callOff);
  signal?.throwIfAborted();
  if (failure !== undefined) throw failure.error;
}
