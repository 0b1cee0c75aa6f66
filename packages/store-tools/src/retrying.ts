import type { MaybePromise, Store, VersionPin } from "@zarrkit/core/contract";
import { heedPin } from "@zarrkit/store-base/version-pin";
import pRetry, { type Options } from "p-retry";
import { intercepted, isWriting, type StoreCall } from "./intercepted.ts";
import type { Wrapped } from "./wrapped.ts";

/** How often failed calls are made again, and after which pauses. */
export interface RetryOptions {
  /** How often a failed call is made again. Default 5. */
  readonly retries?: number | undefined;
  /** Milliseconds before the first retry, up to twice as long by chance; doubled for each one after. Default 100. */
  readonly pause?: number | undefined;
  /** The longest pause. Default 10 000. */
  readonly longestPause?: number | undefined;
  /** Whether a failure may pass. Default: every error but those that say `retryable: false` or are sure to come again. */
  readonly isRetryable?: ((error: unknown, call: StoreCall) => boolean) | undefined;
  /** Hears of each failure that a retry follows. */
  readonly onRetry?: ((error: unknown, call: StoreCall, attempt: number) => void) | undefined;
}

/**
 * The same store, with failed calls made again. What is not tried again: a missing value, which is an answer; a call that
 * its caller aborted; what the store refuses for good (no such operation, a read-only store, a bad key or range,
 * a pinned value that has changed).
 *
 * A conditional write whose answer was lost may have been made. When the next attempt is refused, a new value that is like the
 * one written is taken for the write's own. Of one that was to be replaced nobody can tell, since others may have written the same
 * bytes: an error, whose `code` is `"ambiguous"`.
 */
export function retrying<S extends Store>(store: S, options: RetryOptions = {}): Wrapped<S> {
  const { retries = 5, pause = 100, longestPause = 10_000, isRetryable = mayPass, onRetry } = options;
  const policyFor = (call: StoreCall): Options => ({
    retries,
    minTimeout: pause,
    maxTimeout: longestPause,
    randomize: true,
    ...(call.signal === undefined ? {} : { signal: call.signal }),
    shouldRetry: ({ error, attemptNumber }) => {
      const isRefused = store.readOnly === true && isWriting(call);
      if (isRefused || hasCode(error, "ambiguous") || !isRetryable(error, call)) return false;
      onRetry?.(error, call, attemptNumber);
      return true;
    },
  });
  return intercepted(store, {
    call<T>(call: StoreCall, proceed: (pin?: VersionPin) => MaybePromise<T>): MaybePromise<T> {
      const isConditional = call.ifVersion !== undefined;
      return pRetry(async (attempt) => {
        // A pin of its own, because an attempt whose answer is lost may have filled it.
        const pin = call.pin && { version: call.pin.version };
        const answer = await proceed(pin);
        heedPin(call.pin, pin?.version);
        if (!isConditional || attempt === 1 || answer !== false) return answer;
        return (await isOwnWork(store, call)) as T;
      }, policyFor(call));
    },
    async *list(call, proceed) {
      const seen = new Set<string>();
      let names: AsyncIterator<string> | undefined;
      // After a failure the listing begins anew, and gives what it had not given before.
      const next = async (): Promise<IteratorResult<string>> => {
        names ??= proceed()[Symbol.asyncIterator]();
        try {
          for (;;) {
            const step = await names.next();
            if (step.done === true || !seen.has(step.value)) return step;
          }
        } catch (error) {
          names = undefined;
          throw error;
        }
      };
      try {
        for (;;) {
          const { done, value } = await pRetry(next, policyFor(call));
          if (done === true) return;
          seen.add(value);
          yield value;
        }
      } finally {
        await names?.return?.();
      }
    },
  });
}

function mayPass(error: unknown): boolean {
  if (error instanceof RangeError || hasCode(error, "unsupported") || hasCode(error, "changed")) return false;
  return !(error instanceof Error && "retryable" in error && error.retryable === false);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/**
 * Whether a conditional call that was refused after a failed attempt had been made by that attempt. Throws when nobody
 * can tell: the value has changed, but maybe after our change, maybe instead of it.
 */
async function isOwnWork(store: Store, { operation, key, value, ifVersion, signal }: StoreCall): Promise<boolean> {
  const found = await store.get(key, { signal });
  if (operation === "deleteIf" && found === undefined) return true;
  if (ifVersion === null && found !== undefined && isEqual(found, value)) return true;
  const outcome = `an attempt of ${operation} failed without an answer and the next one was refused`;
  throw Object.assign(
    new Error(`${outcome}: the change may or may not have been made before others changed the value`),
    {
      code: "ambiguous",
    },
  );
}

function isEqual(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return a.byteLength === b?.byteLength && a.every((byte, index) => byte === b[index]);
}
