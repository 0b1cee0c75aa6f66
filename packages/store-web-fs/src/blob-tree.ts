import type { FileTree, TreeFile } from "./file-tree.ts";
import { isKey, splitPath } from "./key-path.ts";

interface Folder {
  readonly files: Map<string, Blob>;
  readonly folders: Map<string, Folder>;
}

/** Files and blobs by path, in memory. */
export class BlobTree implements FileTree {
  readonly #root: Folder = emptyFolder();

  /** Puts a file under a path. One that cannot be a key is left out. */
  add(path: string, file: Blob): void {
    if (!isKey(path)) return;
    const [segments, name] = splitPath(path);
    let folder = this.#root;
    for (const segment of segments) {
      const inner = folder.folders.get(segment) ?? emptyFolder();
      folder.folders.set(segment, inner);
      folder = inner;
    }
    folder.files.set(name, file);
  }

  file(path: string): TreeFile | undefined {
    const [segments, name] = splitPath(path);
    const blob = this.#folder(segments)?.files.get(name);
    return blob && { blob };
  }

  *names(folder: string): Generator<string> {
    const found = this.#folder(folder === "" ? [] : folder.split("/"));
    if (found === undefined) return;
    yield* found.files.keys();
    for (const name of found.folders.keys()) yield `${name}/`;
  }

  #folder(segments: readonly string[]): Folder | undefined {
    let folder: Folder | undefined = this.#root;
    for (const segment of segments) folder = folder?.folders.get(segment);
    return folder;
  }
}

function emptyFolder(): Folder {
  return { files: new Map(), folders: new Map() };
}
