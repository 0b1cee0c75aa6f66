import { open } from "node:fs/promises";

interface FolderSync {
  readonly running: Promise<void>;
  /** The one that begins when that has ended. */
  next: Promise<void> | undefined;
}

/** Folders that are being synced. */
const syncs = new Map<string, FolderSync>();

/**
 * Puts on the disk which names a folder holds by now. Those who ask while a sync is under way, which may not see what they
 * did, share the next one.
 */
export function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing.
  if (process.platform === "win32") return Promise.resolve();
  const sync = syncs.get(folder);
  if (sync === undefined) return begin(folder);
  sync.next ??= sync.running.catch(() => {}).then(() => begin(folder));
  return sync.next;
}

function begin(folder: string): Promise<void> {
  const running = syncNow(folder);
  const sync: FolderSync = { running, next: undefined };
  syncs.set(folder, sync);
  const end = (): void => {
    if (sync.next === undefined) syncs.delete(folder);
  };
  running.then(end, end);
  return running;
}

async function syncNow(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
