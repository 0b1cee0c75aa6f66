import type { Executor, WorkSize } from "../../contract/index.ts";
import type { ChunkProjection } from "../../plan/split-box.ts";
import type { Region } from "../../selection/region.ts";
import type { ArrayAccess } from "../access/array-access.ts";
import type { ReadJob } from "../read/read-job.ts";
import type { Delivery } from "../scatter/delivery.ts";
import { delegateRead } from "./delegate-read.ts";
import { type DelegatedWrite, delegateWrite } from "./delegate-write.ts";
import { workSize } from "./work-size.ts";

/** The way to an executor that has accepted some work. */
export interface Delegation {
  allocate(byteLength: number): Uint8Array;
  read(job: ReadJob, deliveries: readonly Delivery[]): Promise<void>;
  /** Writes a chunk as a whole. It is the key's turn. */
  write(write: DelegatedWrite, chunk: ChunkProjection): Promise<void>;
}

/**
 * Offers work to an executor; `undefined` when it does not accept. Elements that are JavaScript values stay here, and so
 * do arrays whose decoded chunks are kept here.
 */
export function delegate(
  executor: Executor,
  access: ArrayAccess,
  kind: WorkSize["kind"],
  regions: readonly Region[],
): Delegation | undefined {
  const { metadata, keptChunks } = access;
  if (regions.length === 0 || metadata.dataType.itemSize === undefined) return undefined;
  if (kind === "read" && keptChunks !== undefined) return undefined;
  if (!executor.accepts(workSize(access, kind, regions))) return undefined;
  return {
    allocate: (byteLength) => executor.allocate(byteLength),
    read: (job, deliveries) => delegateRead(executor, job, deliveries),
    write: (write, chunk) => delegateWrite(executor, write, chunk),
  };
}
