import { availableParallelism } from "node:os";

type Callback = (error: Error | null, output: Buffer) => void;

/** Threads that can run beside one that calls. The runtime's pool has four. */
const others = Math.min(availableParallelism() - 1, 4);
let underWay = 0;
/** Calls since whoever asks last did one itself. */
let handedOver = 0;

/**
 * Whether whoever asks is to do short work itself: after each share of the other threads. How many calls are under way
 * tells little of how busy they are, since what has ended is seen only when the event loop turns, and each call takes two trips;
 * it only bounds how far the pool may fall behind.
 */
export function isOwnTurn(): boolean {
  const isOwn = handedOver >= others || underWay > 2 * others;
  if (isOwn) handedOver = 0;
  return isOwn;
}

/** A promise for a call on the thread pool. */
export function onThreadPool(call: (callback: Callback) => void): Promise<Buffer> {
  underWay++;
  handedOver++;
  return new Promise<Buffer>((resolve, reject) => {
    call((error, output) => {
      if (--underWay === 0) handedOver = 0;
      if (error) reject(error);
      else resolve(output);
    });
  });
}
