import type { StoreKey, StoreOptions, WritableStore, WriteOptions } from "@zarrkit/core/contract";
import { checkValue, tagOf } from "@zarrkit/store-base/value";
import { fileError } from "./file-error.ts";
import { HandleTree } from "./handle-tree.ts";
import { checkKey, checkPrefix, isUnfinished } from "./key-path.ts";
import { addressOf, knownHandle } from "./known-handle.ts";
import { versionOf } from "./read-blob.ts";
import { TreeStore } from "./tree-store.ts";
import { writeFile } from "./write-file.ts";

/** What `DirectoryStore` takes beside its folder. */
export interface DirectoryStoreOptions {
  /** Refuse `set` and `delete`. Default false. */
  readonly readOnly?: boolean | undefined;
}

/** When this page or worker last deleted something: a file that takes its place must look younger. */
let lastDelete = 0;

/**
 * A store over a directory handle: the origin private file system, or a folder that a user picked or dropped. A key
 * is the path of a file below it.
 *
 * Writes are atomic. Writers in all tabs and workers of a site take turns on a key, so that `ifVersion` holds.
 */
export class DirectoryStore extends TreeStore implements WritableStore {
  /** The same for all stores of this page or worker over one folder. */
  readonly identity: FileSystemDirectoryHandle;
  readonly readOnly: boolean;
  readonly #tree: HandleTree;

  private constructor(
    root: FileSystemDirectoryHandle,
    identity: FileSystemDirectoryHandle,
    address: string,
    options: DirectoryStoreOptions,
  ) {
    const tree = new HandleTree(root);
    super(tree, address);
    this.#tree = tree;
    this.identity = identity;
    this.readOnly = options.readOnly ?? false;
    // Methods work through a proxy, and taken from the object.
    this.set = this.set.bind(this);
    this.delete = this.delete.bind(this);
    this.deleteIf = this.deleteIf.bind(this);
    this.deletePrefix = this.deletePrefix.bind(this);
    this.sweep = this.sweep.bind(this);
  }

  /** A store over a folder. Throws a `TypeError` when `root` is no directory handle. */
  static async open(root: FileSystemDirectoryHandle, options: DirectoryStoreOptions = {}): Promise<DirectoryStore> {
    if (root?.kind !== "directory") throw new TypeError(`root must be a directory handle, found ${tagOf(root)}`);
    return new DirectoryStore(root, await knownHandle(root), await addressOf(root), options);
  }

  async set(key: StoreKey, value: Uint8Array, options: WriteOptions = {}): Promise<boolean> {
    this.#checkWritable("set", options);
    checkValue(key, value);
    const path = checkKey(key);
    if (isUnfinished(path))
      throw new RangeError(`${JSON.stringify(key)} cannot be a store key: it names an unfinished write`);
    const { ifVersion, signal } = options;
    return this.#inTurn("write", path, signal, async () => {
      const before = await this.#tree.find(path);
      if (ifVersion !== undefined && (versionOf(before?.file) ?? null) !== ifVersion) return false;
      signal?.throwIfAborted();
      await writeFile(this.#tree, { path, value, before, after: lastDelete, signal });
      return true;
    });
  }

  async delete(key: StoreKey, options: StoreOptions = {}): Promise<void> {
    this.#checkWritable("delete", options);
    const path = checkKey(key);
    if (isUnfinished(path)) return;
    await this.#inTurn("delete", path, options.signal, async () => {
      await this.#tree.remove(path);
      lastDelete = Date.now();
    });
  }

  async deleteIf(key: StoreKey, version: string, options: StoreOptions = {}): Promise<boolean> {
    this.#checkWritable("deleteIf", options);
    const path = checkKey(key);
    if (isUnfinished(path)) return false;
    return this.#inTurn("delete", path, options.signal, async () => {
      const found = await this.#tree.find(path);
      if (versionOf(found?.file) !== version) return false;
      await this.#tree.remove(path);
      lastDelete = Date.now();
      return true;
    });
  }

  async deletePrefix(prefix: string, options: StoreOptions = {}): Promise<void> {
    this.#checkWritable("deletePrefix", options);
    const folder = checkPrefix(prefix).slice(0, -1);
    try {
      await this.#tree.removeFolder(folder, options.signal);
    } catch (error) {
      options.signal?.throwIfAborted();
      throw fileError("delete", folder, error);
    } finally {
      lastDelete = Date.now();
    }
  }

  /**
   * Removes what unfinished writes left behind, for example of a tab that was closed. Answers how many files went.
   * Leave `olderThan`, in milliseconds (default: an hour), above the time that a write may take.
   */
  async sweep(options: StoreOptions & { readonly olderThan?: number } = {}): Promise<number> {
    this.#checkWritable("sweep", options);
    const before = Date.now() - (options.olderThan ?? 3_600_000);
    let count = 0;
    for await (const path of this.walk("", { ...options, deep: true, unfinished: true })) {
      try {
        const found = await this.#tree.find(path);
        if (found === undefined || found.file.lastModified > before) continue;
        await this.#tree.remove(path);
        count++;
      } catch (error) {
        throw fileError("sweep", path, error);
      }
    }
    return count;
  }

  /** Runs while nobody else on this site, in whatever tab or worker, changes the file. */
  async #inTurn<T>(
    operation: string,
    path: string,
    signal: AbortSignal | undefined,
    run: () => Promise<T>,
  ): Promise<T> {
    try {
      return await navigator.locks.request(`zarrkit ${this.description}/${path}`, signal ? { signal } : {}, run);
    } catch (error) {
      signal?.throwIfAborted();
      throw fileError(operation, path, error);
    }
  }

  #checkWritable(operation: string, options: StoreOptions): void {
    options.signal?.throwIfAborted();
    if (this.readOnly) throw new Error(`${operation} refused: the store is read-only`);
    if ("createWritable" in FileSystemFileHandle.prototype && "move" in FileSystemFileHandle.prototype) return;
    throw new Error(
      `${operation} refused: this browser has no createWritable() or move() of FileSystemFileHandle, without which no write is atomic`,
    );
  }
}
