import type { Coordination } from "./coordination.ts";

/** Runs work on a key after all work on that key that was asked for earlier. */
export async function exclusively<T>(coordination: Coordination, key: string, work: () => Promise<T>): Promise<T> {
  const { tails } = coordination.shared;
  const name = coordination.sharedKey(key);
  const before = tails.get(name);
  const turn = before === undefined ? work() : before.then(work);
  const tail = turn.catch(() => {});
  tails.set(name, tail);
  try {
    return await turn;
  } finally {
    if (tails.get(name) === tail) tails.delete(name);
  }
}

/**
 * Runs work that takes several requests for one value, and must not see a part of it before a write and a part after:
 * when a writer was at it meanwhile, the work is done again in turn with the writers.
 */
export async function undisturbed<T>(
  coordination: Coordination,
  key: string,
  work: () => Promise<T>,
  again: () => Promise<T> = work,
): Promise<T> {
  const { tails, watches } = coordination.shared;
  const name = coordination.sharedKey(key);
  const watch = { disturbed: tails.has(name) };
  const others = watches.get(name) ?? new Set();
  watches.set(name, others.add(watch));
  // A failure may come of what was half seen, so it counts only when nothing was.
  const [outcome] = await Promise.allSettled([work()]);
  if (others.delete(watch) && others.size === 0) watches.delete(name);
  if (watch.disturbed || tails.has(name)) return exclusively(coordination, key, again);
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}
