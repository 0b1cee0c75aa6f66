import pMap from "p-map";

/**
 * Runs a step for each item, some at a time, and answers in order. The first failure is thrown once nothing runs any more; the
 * other steps are aborted through the signal that they get.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  signal: AbortSignal | undefined,
  step: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const failed = new AbortController();
  const either = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  const guarded = async (item: Item): Promise<Result> => {
    try {
      either.throwIfAborted();
      return await step(item, either);
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  try {
    return await pMap(items, guarded, { concurrency, stopOnError: false });
  } catch {
    throw failed.signal.reason;
  }
}
