import type { StoreKey } from "@zarrkit/core/contract";
import { BlobTree } from "./blob-tree.ts";
import { type DroppedItem, EntryTree } from "./entry-tree.ts";
import type { FileTree } from "./file-tree.ts";
import { TreeStore } from "./tree-store.ts";

/** A read-only store over files that a user picked or dropped, or over blobs that a program has. */
export class FilesStore extends TreeStore {
  /** Such files cannot be written. */
  readonly readOnly = true;

  private constructor(tree: FileTree, description: string) {
    super(tree, description);
  }

  /**
   * A store over picked files: the `files` of an `<input type="file">`, or any others. With `webkitdirectory`, keys are
   * the paths below the picked folder, otherwise the names of the files.
   */
  static fromFiles(files: Iterable<File>): FilesStore {
    const tree = new BlobTree();
    let folder = "";
    for (const file of files) {
      // Absent outside browsers.
      const path = file.webkitRelativePath ?? "";
      const slash = path.indexOf("/");
      if (slash > 0) folder = path.slice(0, slash);
      tree.add(slash > 0 ? path.slice(slash + 1) : file.name, file);
    }
    return new FilesStore(tree, `files:${folder}`);
  }

  /** A store over blobs by key: `[["archive.zip", await response.blob()]]`. Later ones replace earlier ones. */
  static fromBlobs(blobs: Iterable<readonly [StoreKey, Blob]>): FilesStore {
    const tree = new BlobTree();
    for (const [key, blob] of blobs) tree.add(key, blob);
    return new FilesStore(tree, "blobs:");
  }

  /**
   * A store over what was dropped on a page. Call it in the handler of the `drop` event, before anything is
   * awaited: `FilesStore.fromDrop(event.dataTransfer.items)`. Of a single folder, keys are the paths below it; of
   * anything else, they begin with the names of what was dropped. Throws a `TypeError` when no file or folder was.
   */
  static fromDrop(items: Iterable<DroppedItem>): FilesStore {
    const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    const [first] = entries;
    if (first === undefined) throw new TypeError("a file or folder must be dropped, found neither");
    const root = entries.length === 1 && !first.isFile ? first : first.filesystem.root;
    return new FilesStore(new EntryTree(root), `drop:${root.name}`);
  }
}
