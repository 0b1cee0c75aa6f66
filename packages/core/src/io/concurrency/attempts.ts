import { onAbort } from "./on-abort.ts";

/**
 * The most attempts at a value that others change each time. With the waits between them they take some ten seconds. Of eight who
 * change one value without pause, each meets another in about two of three attempts: twenty in a row do happen, fifty do not.
 */
export const mostAttempts = 50;
/** Milliseconds. */
const longestWait = 500;

/** Waits a random time, longer after each attempt, so that those who met do not meet again. */
export function pause(attempts: number, signal: AbortSignal | undefined): Promise<void> {
  const milliseconds = Math.random() * Math.min(longestWait, 4 * 2 ** attempts);
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const stay = signal && onAbort(signal, leave);
    const timer = setTimeout(() => {
      stay?.();
      resolve();
    }, milliseconds);
  });
}
