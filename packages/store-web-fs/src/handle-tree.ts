import { isMissing } from "./file-error.ts";
import type { FileTree, TreeFile } from "./file-tree.ts";
import { splitPath } from "./key-path.ts";

/** A file that was found, and the folder that holds it. */
export interface FoundFile {
  readonly folder: FileSystemDirectoryHandle;
  readonly handle: FileSystemFileHandle;
  readonly file: File;
}

/** The files below a directory handle. */
export class HandleTree implements FileTree {
  readonly root: FileSystemDirectoryHandle;
  /** Some file or folder that was seen in the root. While it is there, so is the root. */
  #witness: FileSystemDirectoryHandle | FileSystemFileHandle | undefined;

  constructor(root: FileSystemDirectoryHandle) {
    this.root = root;
  }

  async file(path: string): Promise<TreeFile | undefined> {
    const found = await this.find(path);
    return found && { blob: found.file, again: () => found.handle.getFile() };
  }

  async *names(folder: string): AsyncGenerator<string> {
    const handle = folder === "" ? this.root : await this.folder(folder.split("/"));
    if (handle === undefined) return;
    for await (const { kind, name } of handle.values()) yield kind === "file" ? name : `${name}/`;
  }

  async find(path: string): Promise<FoundFile | undefined> {
    const [segments, name] = splitPath(path);
    const folder = await this.folder(segments);
    if (folder === undefined) return undefined;
    try {
      const handle = await folder.getFileHandle(name);
      return { folder, handle, file: await handle.getFile() };
    } catch (error) {
      if (!isMissing(error)) throw error;
      if (folder === this.root) await this.#checkRoot();
      return undefined;
    }
  }

  /** The folder at the end of a way from the root, `undefined` when there is none. */
  async folder(segments: readonly string[]): Promise<FileSystemDirectoryHandle | undefined> {
    let folder = this.root;
    for (const segment of segments) {
      try {
        folder = await folder.getDirectoryHandle(segment);
      } catch (error) {
        if (!isMissing(error)) throw error;
        if (folder === this.root) await this.#checkRoot();
        return undefined;
      }
    }
    return folder;
  }

  /** The same, made where it is missing. */
  async makeFolder(segments: readonly string[]): Promise<FileSystemDirectoryHandle> {
    let folder = this.root;
    for (const segment of segments) folder = await folder.getDirectoryHandle(segment, { create: true });
    return folder;
  }

  /** Removes a file; none is no error, and a folder is none. */
  async remove(path: string): Promise<void> {
    const found = await this.find(path);
    if (found !== undefined) await removeEntry(found.folder, found.file.name);
  }

  /** Removes a folder and all that is in it; of the root (an empty path) only what is in it. None is no error. */
  async removeFolder(path: string, signal: AbortSignal | undefined): Promise<void> {
    if (path !== "") {
      const [segments, name] = splitPath(path);
      const parent = await this.folder(segments);
      // A file of that name stays.
      if (parent !== undefined && (await this.folder([...segments, name]))) await removeEntry(parent, name);
      return;
    }
    const names: string[] = [];
    for await (const name of this.root.keys()) names.push(name);
    for (const name of names) {
      signal?.throwIfAborted();
      await removeEntry(this.root, name);
    }
  }

  /**
   * Throws when the root itself is gone (a disk unplugged, a folder deleted): then nothing in it can be called
   * missing. Listing tells, but is slow where much is listed, so that something seen before is asked for first.
   */
  async #checkRoot(): Promise<void> {
    const witness = this.#witness;
    if (witness !== undefined) {
      try {
        await (witness.kind === "file"
          ? this.root.getFileHandle(witness.name)
          : this.root.getDirectoryHandle(witness.name));
        return;
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    }
    for await (const entry of this.root.values()) {
      this.#witness = entry;
      return;
    }
  }
}

async function removeEntry(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await folder.removeEntry(name, { recursive: true });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
