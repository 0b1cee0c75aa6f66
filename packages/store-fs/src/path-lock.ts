/** The last in each line; a path that nobody holds is not in the map. */
const tails = new Map<string, Promise<void>>();

/** Whether somebody in this process is about to change a path. */
export function isLocked(path: string): boolean {
  return tails.has(path);
}

/** Runs when nobody else in this process is changing the path. Different paths do not wait for each other. */
export async function withLock<T>(path: string, run: () => Promise<T>): Promise<T> {
  const before = tails.get(path);
  let release = (): void => {};
  const tail = new Promise<void>((resolve) => {
    release = resolve;
  });
  tails.set(path, tail);
  try {
    await before;
    return await run();
  } finally {
    if (tails.get(path) === tail) tails.delete(path);
    release();
  }
}
