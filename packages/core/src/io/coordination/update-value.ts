import type { Store, StoreKey, Synchronizer } from "../../contract/index.ts";
import { ConflictError } from "../../error/data-error.ts";
import type { ErrorPlace } from "../../error/zarr-error.ts";
import { assumedMissing, readVersioned, unreadValue, type VersionedValue } from "../../store/versioned-value.ts";
import { mostAttempts, pause } from "../concurrency/attempts.ts";
import { noteChanged } from "./changes.ts";
import { coordinationOf } from "./coordination.ts";
import { exclusively } from "./turns.ts";

/** A value that is to change. */
export interface ValueUpdate {
  readonly store: Store;
  readonly key: StoreKey;
  /** Where it is, for errors. */
  readonly place: ErrorPlace;
  /** Gives turns beyond this process. */
  readonly synchronizer: Synchronizer | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface UpdateOptions {
  /** Try without a look first, as if there were no value; where the store tells versions. */
  readonly assumeMissing?: boolean;
  /** The change takes what must not be taken twice: when nobody knows whether it was made, it is not made again. */
  readonly isClaim?: boolean | undefined;
}

/**
 * Changes a value from what it is now, so that no update is lost. Those in this process take turns, and those that share
 * a synchronizer. Where the store tells versions, what anybody else wrote meanwhile is noticed, and `apply` is called
 * again with that; it writes on condition of the version it was given, and answers false when that did not hold.
 *
 * Throws a `ConflictError` when others were faster every time, and for a claim of which nobody knows whether it was made.
 */
export function updateValue(
  update: ValueUpdate,
  apply: (stored: VersionedValue) => Promise<boolean>,
  { assumeMissing = false, isClaim = false }: UpdateOptions = {},
): Promise<void> {
  const { store, key, place, signal } = update;
  const isApplied = async (stored: VersionedValue): Promise<boolean> => {
    try {
      return await apply(stored);
    } catch (error) {
      // The answer to a write was lost. To make the same change again does no harm, unless it is a claim.
      if (error instanceof ConflictError && !isClaim) return false;
      throw error;
    }
  };
  return inTurn(update, async () => {
    if (assumeMissing && store.version !== undefined && (await isApplied(assumedMissing))) return;
    for (let attempts = 1; !(await isApplied(await readVersioned(store, key, { signal }))); attempts++) {
      if (attempts === mostAttempts) {
        throw new ConflictError(
          `Others changed the value in each of ${attempts} attempts to change it; nothing was written. Try again, let fewer writers share it, or give them a synchronizer`,
          { ...place, attempts },
        );
      }
      await pause(attempts, signal);
    }
  });
}

/** Puts a value in the place of whatever is there, in turn with others: the last one stays. */
export function replaceValue(update: ValueUpdate, apply: (stored: VersionedValue) => Promise<boolean>): Promise<void> {
  return inTurn(update, async () => {
    await apply(unreadValue);
  });
}

/** Runs work that may change a value, after all others in this process, or with the same synchronizer, that do. */
export function inTurn<T>(
  { store, key, synchronizer, signal }: Omit<ValueUpdate, "place">,
  work: () => Promise<T>,
): Promise<T> {
  const coordination = coordinationOf(store);
  const turn = async (): Promise<T> => {
    signal?.throwIfAborted();
    try {
      return await work();
    } finally {
      // Also after a failure: a store that failed may still have written.
      noteChanged(coordination, key);
    }
  };
  return exclusively(coordination, key, () =>
    synchronizer === undefined ? turn() : synchronizer.withLock(key, turn, { signal }),
  );
}
