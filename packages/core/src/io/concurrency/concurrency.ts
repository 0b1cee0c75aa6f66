import type { MaybePromise } from "../../contract/index.ts";
import { nextTurn } from "./event-loop.ts";

/** How long visits may keep timers, sockets and what comes back from thread pools waiting. */
const turnMilliseconds = 0.5;

/**
 * Visits items with at most `limit` visits under way. Visits that finish at once cost no promise, and let the event
 * loop turn from time to time. After a failure no further visit starts; the first error is thrown once all that had
 * started have ended.
 */
export async function forEachConcurrently<T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  visit: (item: T) => MaybePromise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let failure: { readonly error: unknown } | undefined;
  let finished = false;
  let turnEnd = performance.now() + turnMilliseconds;
  let turn: Promise<void> | undefined;
  const beginTurn = (): void => {
    turn = undefined;
    turnEnd = performance.now() + turnMilliseconds;
  };

  async function work(): Promise<void> {
    while (!finished && failure === undefined) {
      try {
        if (turn !== undefined) {
          await turn;
          continue;
        }
        const step = iterator.next();
        const { done, value } = step instanceof Promise ? await step : step;
        if (done === true) {
          finished = true;
          return;
        }
        signal?.throwIfAborted();
        const result = visit(value);
        if (result instanceof Promise) await result;
        if (performance.now() > turnEnd) turn ??= nextTurn().then(beginTurn);
      } catch (error) {
        failure ??= { error };
      }
    }
  }

  const workers: Promise<void>[] = [];
  // Workers run until they first wait, so short work is done before a second one starts.
  for (let worker = 0; worker < limit && !finished && failure === undefined; worker++) workers.push(work());
  await Promise.all(workers);
  if (failure !== undefined) {
    await iterator.return?.();
    throw failure.error;
  }
}

/** Lets at most `limit` calls run at a time; the others wait their turn in order. */
export interface Gate {
  run<T>(work: () => MaybePromise<T>): MaybePromise<T>;
}

export function createGate(limit: number): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  };
  const start = <T>(work: () => MaybePromise<T>): MaybePromise<T> => {
    try {
      const result = work();
      if (result instanceof Promise) return result.finally(leave);
      leave();
      return result;
    } catch (error) {
      leave();
      throw error;
    }
  };
  return {
    run(work) {
      if (running < limit) {
        running++;
        return start(work);
      }
      return new Promise<void>((resolve) => waiting.push(resolve)).then(() => start(work));
    },
  };
}
