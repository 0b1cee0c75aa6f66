import type { Executor, ReadTask } from "../../contract/index.ts";
import { countChunks } from "../../plan/split-region.ts";
import { watchBelow } from "../coordination/changes.ts";
import { readDeliveries } from "../read/read-deliveries.ts";
import type { ReadJob } from "../read/read-job.ts";
import type { ChunkDeliveries, Delivery } from "../scatter/delivery.ts";
import { deliverSlab, readWorkOf, sharedMemoryOf } from "./read-work.ts";
import { taskArrayOf } from "./task-array.ts";

/**
 * Lets an executor read what deliveries want.
 *
 * Readers elsewhere cannot wait for writers here. A chunk that takes several requests may be seen half before a write
 * and half after it, so those that were written meanwhile are read once more, here and in turn with their writers.
 */
export async function delegateRead(executor: Executor, job: ReadJob, deliveries: readonly Delivery[]): Promise<void> {
  const { access, signal } = job;
  const { metadata, coordination, path } = access;
  const { dimensions } = metadata.chunkGrid;
  const task: ReadTask = {
    array: taskArrayOf(access),
    work: readWorkOf(deliveries),
    chunks: deliveries.reduce((sum, { region }) => sum + countChunks(region, dimensions), 0),
    memory: sharedMemoryOf(deliveries),
    signal,
    deliver: (slab) => deliverSlab(deliveries, slab, metadata.dataType.itemSize as number),
  };
  if (access.readSubdivided === undefined) return executor.read(task);
  const changes = watchBelow(coordination, path === "" ? "" : `${path}/`);
  const [outcome] = await Promise.allSettled([executor.read(task)]);
  const changed = changes.end();
  signal?.throwIfAborted();
  const used = deliveries.map((delivery) => ({ ...delivery, target: { ...delivery.target, clean: false } }));
  if (outcome.status === "fulfilled") {
    const isChanged = ({ coordinates }: ChunkDeliveries): boolean =>
      changed.has(coordination.sharedKey(access.keyOf(coordinates)));
    if (changed.any) await readDeliveries(job, used, isChanged);
    return;
  }
  // A failure may come of what was half seen.
  if (!changed.any) throw outcome.reason;
  await readDeliveries(job, used);
}
