/**
 * What runs tasks of the engine elsewhere, for those who write an executor: the far side opens the array of a task and
 * does its share; errors travel as data.
 *
 * @module
 */
import type { ArrayDescriptor, ChunkClaims, Store, TaskWork } from "./contract/index.ts";
import { noteCleared } from "./io/coordination/changes.ts";
import { loadSpecialReads } from "./io/delegate/load-special-reads.ts";
import type { ShareOptions } from "./io/delegate/perform-read.ts";
import { performRead } from "./io/delegate/perform-read.ts";
import { performWrite } from "./io/delegate/perform-write.ts";
import type { ReadWork } from "./io/delegate/read-work.ts";
import type { WriteWork } from "./io/delegate/write-work.ts";
import { readDescriptor } from "./node/array/descriptor.ts";
import { openAccess } from "./node/location/access.ts";
import { createEnvironment } from "./node/location/environment.ts";
import type { Registry } from "./registry/registry.ts";

export { type ErrorRecord, recordError, restoreError } from "./error/error-record.ts";
export { openStore, type StoreModules } from "./store/descriptor.ts";
export type { ShareOptions };

/** An array that is open where tasks are done. */
export interface TaskRunner {
  /** Reads the chunks of a task that are claimed here. */
  read(work: TaskWork, claims: ChunkClaims, options: ShareOptions): Promise<void>;
  /** Encodes and stores a chunk. */
  write(work: TaskWork, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** Forgets what is remembered of the store, which somebody else has written to. */
  forget(): void;
}

/** Opens the array of a task. Throws `MetadataValidationError` and its kin when the registry does not know what it names. */
export async function openTaskRunner(
  descriptor: ArrayDescriptor,
  store: Store,
  registry: Registry,
): Promise<TaskRunner> {
  const { location, metadata, environment } = await readDescriptor(
    descriptor,
    store,
    createEnvironment(registry, { config: { blocking: true } }),
  );
  const access = await openAccess(location, metadata, environment, { loadSpecialReads });
  return {
    read: (work, claims, options) => performRead(access, work as ReadWork, claims, options),
    write: (work, { signal } = {}) => performWrite(access, work as WriteWork, signal),
    forget: () => noteCleared(access.coordination, ""),
  };
}
