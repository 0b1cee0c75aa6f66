import type { MaybePromise } from "../../contract/index.ts";

/**
 * Works on items, at most `limit` at a time, and hands out the results as they come. After a failure no further item is
 * begun; the first error is thrown once all that had begun have ended. Work that has begun ends, too, when the caller
 * stops asking.
 */
export async function* resultsOf<T, R>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => MaybePromise<R>,
): AsyncGenerator<R> {
  const running = new Map<number, Promise<readonly [place: number, result: R]>>();
  let next = 0;
  const begin = (item: T): void => {
    const place = next++;
    running.set(
      place,
      Promise.resolve(work(item)).then((result) => [place, result] as const),
    );
  };
  const first = async (): Promise<R> => {
    const [place, result] = await Promise.race(running.values());
    running.delete(place);
    return result;
  };
  try {
    for (const item of items) {
      begin(item);
      if (running.size >= limit) yield await first();
    }
    while (running.size > 0) yield await first();
  } finally {
    await Promise.allSettled(running.values());
  }
}
