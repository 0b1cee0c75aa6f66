import { isMissing } from "./file-error.ts";
import type { FileTree, TreeFile } from "./file-tree.ts";

/** The part of a `DataTransferItem` that counts here. Documents have it and workers do not, nor has TypeScript its type there. */
export interface DroppedItem {
  /** The file or folder that was dropped; `null` for other things. */
  webkitGetAsEntry(): DroppedEntry | null;
}

/** The same of a `FileSystemEntry`. */
export interface DroppedEntry {
  /** False for a folder. */
  readonly isFile: boolean;
  /** Name of the file or folder. */
  readonly name: string;
  /** What was dropped together. */
  readonly filesystem: { readonly root: DroppedEntry };
}

interface FileEntry extends DroppedEntry {
  file(found: (file: File) => void, failed: (error: unknown) => void): void;
}

type Find<E> = (path: string, options: object, found: (entry: E) => void, failed: (error: unknown) => void) => void;

interface DirectoryEntry extends DroppedEntry {
  readonly getFile: Find<FileEntry>;
  readonly getDirectory: Find<DirectoryEntry>;
  createReader(): {
    readEntries(found: (entries: readonly DroppedEntry[]) => void, failed: (error: unknown) => void): void;
  };
}

/** The files below a dropped folder. They are looked up when they are asked for. */
export class EntryTree implements FileTree {
  readonly #root: DirectoryEntry;

  constructor(root: DroppedEntry) {
    this.#root = root as DirectoryEntry;
  }

  async file(path: string): Promise<TreeFile | undefined> {
    const entry = await this.#find<FileEntry>("getFile", path);
    if (entry === undefined) return undefined;
    const again = () => new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return { blob: await again(), again };
  }

  async *names(folder: string): AsyncGenerator<string> {
    const entry = folder === "" ? this.#root : await this.#find<DirectoryEntry>("getDirectory", folder);
    const reader = entry?.createReader();
    // Entries come in portions; an empty one is the last.
    while (reader !== undefined) {
      const entries = await new Promise<readonly DroppedEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (entries.length === 0) return;
      for (const { isFile, name } of entries) yield isFile ? name : `${name}/`;
    }
  }

  async #find<E>(method: "getFile" | "getDirectory", path: string): Promise<E | undefined> {
    const find = (name: typeof method, wanted: string) =>
      new Promise<DroppedEntry>((resolve, reject) => this.#root[name](wanted, {}, resolve, reject));
    try {
      return (await find(method, path)) as E;
    } catch (error) {
      if (!isMissing(error)) throw error;
      // When the folder itself is gone, nothing in it can be called missing.
      await find("getDirectory", ".");
      return undefined;
    }
  }
}
