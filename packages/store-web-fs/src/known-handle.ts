const known = new Set<WeakRef<FileSystemDirectoryHandle>>();

/** One handle for all handles of a folder: the first of them that was asked for in this page or worker. */
export async function knownHandle(handle: FileSystemDirectoryHandle): Promise<FileSystemDirectoryHandle> {
  // Those that are added meanwhile are met too.
  for (const reference of known) {
    const other = reference.deref();
    if (other === undefined) known.delete(reference);
    else if (await other.isSameEntry(handle)) return other;
  }
  known.add(new WeakRef(handle));
  return handle;
}

/**
 * The address of a folder, for people and for locks: its path in the origin private file system, its name
 * elsewhere, where no more is told.
 */
export async function addressOf(handle: FileSystemDirectoryHandle): Promise<string> {
  const path = await navigator.storage.getDirectory().then(
    (origin) => origin.resolve(handle),
    // Some private windows have no such file system.
    () => null,
  );
  return path === null ? `directory:${handle.name}` : `opfs:/${path.join("/")}`;
}
