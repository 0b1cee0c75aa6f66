import type { MaybePromise, Store } from "@zarrkit/core/contract";
import { intercepted, isWriting, type StoreCall } from "./intercepted.ts";
import type { Wrapped } from "./wrapped.ts";

/**
 * How a call ended: a value was `"found"` or `"missing"`; what was asked was `"done"`, or `"refused"` because
 * `ifVersion` did not hold; it `"failed"`, or was `"aborted"` by its caller.
 */
export type StoreOutcome = "found" | "missing" | "done" | "refused" | "failed" | "aborted";

/** One call of a store that has ended. */
export interface StoreEvent extends Pick<StoreCall, "operation" | "key" | "ranges"> {
  /** Description of the store. */
  readonly store: string;
  /** How the call ended. */
  readonly outcome: StoreOutcome;
  /** Bytes read or written. */
  readonly bytes: number;
  /** Names that a listing gave. */
  readonly names: number;
  /** When the call began, on the clock of `performance.now()`. */
  readonly startTime: number;
  /** How long the call took. */
  readonly milliseconds: number;
  /** What was thrown. */
  readonly error?: unknown;
}

/**
 * The same store, with a listener that hears of every call once it has ended. What the listener throws is reported as
 * an uncaught error, as for event listeners, and disturbs nobody.
 */
export function observed<S extends Store>(store: S, listener: (event: StoreEvent) => void): Wrapped<S> {
  const begin = ({ operation, key, ranges, signal }: StoreCall) => {
    const startTime = performance.now();
    return (end: Pick<StoreEvent, "outcome"> & Partial<StoreEvent>): void => {
      const outcome = end.outcome === "failed" && signal?.aborted ? "aborted" : end.outcome;
      const milliseconds = performance.now() - startTime;
      const call = { store: store.description, operation, key, ranges };
      notify(listener, { ...call, bytes: 0, names: 0, startTime, milliseconds, ...end, outcome });
    };
  };
  return intercepted(store, {
    call(call, proceed) {
      const end = begin(call);
      const succeed = <T>(answer: T): T => {
        end(outcomeOf(call, answer));
        return answer;
      };
      const fail = (error: unknown): never => {
        end({ outcome: "failed", error });
        throw error;
      };
      return settled(proceed, succeed, fail);
    },
    async *list(call, proceed) {
      const end = begin(call);
      let names = 0;
      let outcome: Partial<StoreEvent> & Pick<StoreEvent, "outcome"> = { outcome: "done" };
      try {
        for await (const name of proceed()) {
          names++;
          yield name;
        }
      } catch (error) {
        outcome = { outcome: "failed", error };
        throw error;
      } finally {
        // Also when the caller has seen enough.
        end({ ...outcome, names });
      }
    },
  });
}

/** Goes on when work has ended, at once where it ends at once. */
function settled<T>(
  work: () => MaybePromise<T>,
  succeed: (answer: T) => T,
  fail: (error: unknown) => never,
): MaybePromise<T> {
  let answer: MaybePromise<T>;
  try {
    answer = work();
  } catch (error) {
    return fail(error);
  }
  return answer instanceof Promise ? answer.then(succeed, fail) : succeed(answer);
}

function outcomeOf(call: StoreCall, answer: unknown): Pick<StoreEvent, "outcome" | "bytes"> {
  if (isWriting(call)) {
    if (answer === false) return { outcome: "refused", bytes: 0 };
    return { outcome: "done", bytes: call.value?.byteLength ?? 0 };
  }
  if (answer === undefined) return { outcome: "missing", bytes: 0 };
  const parts = Array.isArray(answer) ? answer : [answer];
  const bytes = parts.reduce((sum, part) => sum + (part instanceof Uint8Array ? part.byteLength : 0), 0);
  return { outcome: "found", bytes };
}

function notify(listener: (event: StoreEvent) => void, event: StoreEvent): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
