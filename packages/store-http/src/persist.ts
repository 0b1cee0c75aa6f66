import { HttpError } from "./http-error.ts";

/** How long to try. Milliseconds. */
export interface Persistence {
  /** How often a failed request is made again. */
  readonly retries: number;
  /** The most that one attempt takes. */
  readonly timeout: number;
  /** The most that all attempts and the pauses between them take. */
  readonly totalTimeout: number;
}

const firstPause = 200;
const longestPause = 10_000;
/** What timers can count to. */
const longestTimer = 2 ** 31 - 1;

/**
 * Makes attempts until one succeeds, fails for good, or time is up. Pauses between them are random up to a bound that
 * doubles, so that many clients do not come back at once, but no shorter than the server asks for.
 */
export async function persist<T>(
  url: string,
  attempt: (signal: AbortSignal) => Promise<T>,
  { retries, timeout, totalTimeout }: Persistence,
  signal: AbortSignal | undefined,
): Promise<T> {
  const end = performance.now() + totalTimeout;
  for (let attempts = 1; ; attempts++) {
    try {
      return await within(Math.min(timeout, end - performance.now()), attempt, signal);
    } catch (cause) {
      signal?.throwIfAborted();
      const error = cause instanceof HttpError ? cause : noAnswer(url, cause);
      const bound = Math.min(longestPause, firstPause * 2 ** (attempts - 1));
      const pause = Math.max(Math.random() * bound, error.retryAfter ?? 0);
      error.attempts = attempts;
      if (!error.retryable || attempts > retries || performance.now() + pause >= end) throw error;
      await within(longestTimer, () => new Promise((resolve) => setTimeout(resolve, pause)), signal);
    }
  }
}

function noAnswer(url: string, cause: unknown): HttpError {
  return new HttpError(url, `no answer: ${cause instanceof Error ? cause.message : cause}`, { retryable: true, cause });
}

/** Runs work that has to end in time, or when the signal says so, whether it listens or not. */
function within<T>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const stop = (reason: unknown): void => {
      controller.abort(reason);
      reject(reason);
    };
    const leave = (): void => stop(signal?.reason);
    const timer = setTimeout(
      () => stop(new Error(`it took more than ${Math.round(milliseconds)} ms`)),
      Math.min(milliseconds, longestTimer),
    );
    signal?.addEventListener("abort", leave, { once: true });
    work(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", leave);
      });
  });
}
