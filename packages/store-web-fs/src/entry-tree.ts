import { isMissing } from "./file-error.ts";
import type { FileTree, TreeFile } from "./file-tree.ts";

/** The files below a dropped folder. They are looked up when they are asked for. */
export class EntryTree implements FileTree {
  readonly #root: FileSystemDirectoryEntry;

  constructor(root: FileSystemDirectoryEntry) {
    this.#root = root;
  }

  async file(path: string): Promise<TreeFile | undefined> {
    const entry = await this.#entry("getFile", path);
    if (entry === undefined) return undefined;
    const again = () => new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return { blob: await again(), again };
  }

  async *names(folder: string): AsyncGenerator<string> {
    const entry = folder === "" ? this.#root : await this.#entry("getDirectory", folder);
    if (entry === undefined) return;
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // Entries come in portions; an empty one is the last.
    for (;;) {
      const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) return;
      for (const { isFile, name } of entries) yield isFile ? name : `${name}/`;
    }
  }

  async #entry(method: "getFile" | "getDirectory", path: string): Promise<FileSystemEntry | undefined> {
    const find = (name: "getFile" | "getDirectory", wanted: string) =>
      new Promise<FileSystemEntry>((resolve, reject) => this.#root[name](wanted, {}, resolve, reject));
    try {
      return await find(method, path);
    } catch (error) {
      if (!isMissing(error)) throw error;
      // When the folder itself is gone, nothing in it can be called missing.
      await find("getDirectory", ".");
      return undefined;
    }
  }
}
