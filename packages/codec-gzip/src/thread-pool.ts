import { availableParallelism } from "node:os";

type Callback = (error: Error | null, output: Buffer) => void;

/**
 * So many calls keep the runtime's thread pool busy until the event loop turns. It has four threads, and one that calls
 * has work of its own.
 */
const enough = Math.min(availableParallelism() - 1, 4);
let underWay = 0;

/** Whether a further call would only wait, so that short work is sooner done by whoever asks for it. */
export function isPoolBusy(): boolean {
  return underWay >= enough;
}

/** A promise for a call on the thread pool. */
export function onThreadPool(call: (callback: Callback) => void): Promise<Buffer> {
  underWay++;
  return new Promise<Buffer>((resolve, reject) => {
    call((error, output) => {
      underWay--;
      if (error) reject(error);
      else resolve(output);
    });
  });
}
