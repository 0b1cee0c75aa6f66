import { onAbort } from "./on-abort.ts";

/** The most attempts at a value that others change each time. With the waits between them they take several seconds. */
export const mostAttempts = 20;
/** Milliseconds. */
const longestWait = 1000;

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
