/** A new and empty folder of the origin private file system. */
export async function newFolder(): Promise<FileSystemDirectoryHandle> {
  const origin = await navigator.storage.getDirectory();
  return origin.getDirectoryHandle(crypto.randomUUID(), { create: true });
}

/** Everything in a folder is gone, and the folder too. */
export async function removeFolder(folder: FileSystemDirectoryHandle): Promise<void> {
  const origin = await navigator.storage.getDirectory();
  await origin.removeEntry(folder.name, { recursive: true });
}

/** Writes a file as a page without any store would. */
export async function writeFile(folder: FileSystemDirectoryHandle, path: string, bytes: Uint8Array): Promise<void> {
  const segments = path.split("/");
  const name = segments.pop() as string;
  let inner = folder;
  for (const segment of segments) inner = await inner.getDirectoryHandle(segment, { create: true });
  const stream = await (await inner.getFileHandle(name, { create: true })).createWritable();
  await stream.write(bytes as Uint8Array<ArrayBuffer>);
  await stream.close();
}

/** Reads a file as a page without any store would; `undefined` when there is none. */
export async function readFile(folder: FileSystemDirectoryHandle, path: string): Promise<Uint8Array | undefined> {
  const segments = path.split("/");
  const name = segments.pop() as string;
  try {
    let inner = folder;
    for (const segment of segments) inner = await inner.getDirectoryHandle(segment);
    return new Uint8Array(await (await (await inner.getFileHandle(name)).getFile()).arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return undefined;
    throw error;
  }
}

/** The names in a folder, sorted. */
export async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names.sort();
}
