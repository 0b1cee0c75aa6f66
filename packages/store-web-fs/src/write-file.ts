import type { FoundFile, HandleTree } from "./handle-tree.ts";
import { splitPath, unfinishedName } from "./key-path.ts";

/** In milliseconds: how far apart the ticks of the clocks are that stamp files. */
const tick = 20;

/** Every browser with `createWritable` has `move`, which the standard does not have yet. */
interface MovableHandle extends FileSystemFileHandle {
  move(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
}

export interface FileWrite {
  readonly path: string;
  readonly value: Uint8Array;
  /** The file that is there now. */
  readonly before: FoundFile | undefined;
  /** The file must look younger than this, in milliseconds, and than the one before. */
  readonly after: number;
  readonly signal: AbortSignal | undefined;
}

/** Puts a value into a file so that readers see the old value or the new one. Runs under the lock of the path. */
export async function writeFile(tree: HandleTree, { path, value, before, after, signal }: FileWrite): Promise<void> {
  await laterThan(Math.max(before?.file.lastModified ?? 0, after));
  // A stream replaces its file when it is closed, and not before. `move` does not replace files everywhere.
  if (before !== undefined) return fill(before.handle, value, signal);
  const [segments, name] = splitPath(path);
  const folder = await tree.makeFolder(segments);
  // A stream needs a file to begin with: under its own name it would be there, empty.
  const temporary = unfinishedName(name);
  const handle = (await folder.getFileHandle(temporary, { create: true })) as MovableHandle;
  try {
    await fill(handle, value, signal);
    await handle.move(folder, name);
  } catch (error) {
    // The first error says more; a leftover is ignored and swept.
    await folder.removeEntry(temporary).catch(() => {});
    throw error;
  }
}

async function fill(handle: FileSystemFileHandle, value: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
  const stream = await handle.createWritable();
  try {
    // Streams refuse shared memory.
    await stream.write(value.buffer instanceof ArrayBuffer ? (value as Uint8Array<ArrayBuffer>) : value.slice());
    signal?.throwIfAborted();
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => {});
    throw error;
  }
}

/** Waits until a file that is written now differs in time from one that was written then. */
async function laterThan(time: number): Promise<void> {
  for (;;) {
    const wait = tick - Math.abs(Date.now() - time);
    if (wait <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
