import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Synchronizer } from "@zarrkit/core/contract";
import { fileError } from "./file-error.ts";
import { type HeldLock, takeLock } from "./lock-folder.ts";
import { withLock } from "./path-lock.ts";

/** When a lock of somebody else counts as left behind. */
export interface FileLockOptions {
  /**
   * Milliseconds without a sign of life after which a holder counts as gone that is on another machine, or whose process
   * number is another process's by now. Default: a minute.
   */
  readonly goneAfter?: number | undefined;
}

/**
 * Gives turns through locks in a folder, to all processes that use the same one: zarr-python's `ProcessSynchronizer`.
 * The folder is made when it is missing; it must not be part of a store. Any key will do.
 *
 * A lock whose process has ended is free at once. A process that gives no sign of life for `goneAfter`, as one that is
 * stopped or whose event loop is blocked, may lose its locks; its `withLock` then fails, after the work is done.
 *
 * @throws Error with the system's code when the folder cannot be written.
 */
export function fileLockSynchronizer(folder: string | URL, options: FileLockOptions = {}): Synchronizer {
  const root = resolve(typeof folder === "string" && !/^file:/i.test(folder) ? folder : fileURLToPath(folder));
  const { goneAfter = 60_000 } = options;
  return {
    async withLock<T>(key: string, work: () => Promise<T>, { signal }: { signal?: AbortSignal | undefined } = {}) {
      const path = join(root, createHash("sha256").update(key).digest("hex").slice(0, 32));
      // Those in this process need not wait for the disk.
      return withLock(path, async (): Promise<T> => {
        signal?.throwIfAborted();
        const held = await taken(path, goneAfter, signal);
        let result: T;
        try {
          result = await work();
        } catch (error) {
          await held.release().catch(() => {});
          throw error;
        }
        if (await held.release()) return result;
        throw new Error(
          `the lock of ${JSON.stringify(key)} was taken over: this process gave no sign of life for ${goneAfter} ms. What it wrote may have met the writes of others; look at the value`,
        );
      });
    },
  };
}

async function taken(path: string, goneAfter: number, signal: AbortSignal | undefined): Promise<HeldLock> {
  try {
    return await takeLock(path, goneAfter, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw fileError("lock", path, error);
  }
}
