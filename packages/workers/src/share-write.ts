import type { TaskWork, WriteTask } from "@zarrkit/core/contract";
import type { ArrayNotice } from "./message.ts";
import { ownSignal } from "./own-signal.ts";
import type { Thread } from "./thread.ts";

/** Lets a worker encode and store a chunk, which lies in `memory` where it is not shared. Answers the memory. */
export async function shareWrite(
  task: WriteTask,
  work: TaskWork,
  memory: ArrayBuffer | undefined,
  job: number,
  array: ArrayNotice,
  [thread]: readonly Thread[],
): Promise<ArrayBuffer | undefined> {
  const signal = ownSignal(task.signal);
  const callOff = (): void => thread?.post({ type: "cancel", job });
  signal?.addEventListener("abort", callOff, { once: true });
  try {
    return await thread?.run({ type: "write", job, array, work, memory }, memory === undefined ? [] : [memory]);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", callOff);
  }
}
