import type { MaybePromise } from "@zarrkit/core/contract";

/** A file that was found. */
export interface TreeFile {
  /** The file as it was then. */
  readonly blob: Blob;
  /** The file as it is now, even if another took its place; absent for one that never changes. */
  again?(): Promise<Blob>;
}

/** Files in folders: what the stores of this package read from. Paths are checked keys. */
export interface FileTree {
  /** The file at a path; `undefined` when there is none, also where a folder is. */
  file(path: string): MaybePromise<TreeFile | undefined>;
  /**
   * The names in a folder, those of folders with a slash at the end; none when there is no such folder. The
   * path of the root is empty.
   */
  names(folder: string): AsyncIterable<string> | Iterable<string>;
}
