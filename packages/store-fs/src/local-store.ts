import { existsSync, lstatSync, realpathSync, unlinkSync } from "node:fs";
import { lstat, rm, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type {
  ByteRange,
  ForeignByteRange,
  ListableStore,
  MaybePromise,
  RangesOptions,
  ReadOptions,
  StoreDescriptor,
  StoreKey,
  StoreOptions,
  WritableStore,
  WriteOptions,
} from "@zarrkit/core/contract";
import { ownRange } from "@zarrkit/store-base/byte-range";
import { checkValue } from "@zarrkit/store-base/value";
import { codeOf, fileError, isMissing } from "./file-error.ts";
import { checkKey, checkPrefix, isPartial, pathOf } from "./key-path.ts";
import { isLocked, withLock } from "./path-lock.ts";
import { readParts, statFile, versionOf } from "./read-file.ts";
import { hasTurn, takeTurn } from "./turn.ts";
import { walk } from "./walk.ts";
import { writeFile } from "./write-file.ts";

/** What `LocalStore` takes beside its folder. */
export interface LocalStoreOptions {
  /** Refuse `set` and `delete`. Default false. */
  readonly readOnly?: boolean | undefined;
  /** Wait until a value is on the disk before `set` settles. Default false. */
  readonly fsync?: boolean | undefined;
  /** Make the root folder when the first value is written. Default true. */
  readonly create?: boolean | undefined;
  /** Read, write and list through symbolic links below the root. Default true. */
  readonly followSymlinks?: boolean | undefined;
  /**
   * Read and write at once, however long it takes, without the thread pool: fastest where nothing else waits for the
   * event loop, such as in a worker. Default false.
   */
  readonly blocking?: boolean | undefined;
}

/**
 * A store over a folder: a key is the path of a file below it.
 *
 * Writes are atomic. `ifVersion: null` never replaces a value, whoever else writes; other versions are checked
 * under a lock of this process, right before the rename. Small values are read and written synchronously while
 * the event loop has time for it.
 */
export class LocalStore implements WritableStore, ListableStore {
  readonly contract = "zarrkit.store.v1";
  readonly description: string;
  readonly identity: string;
  /** Absent from stores of a derived class, which another thread would not have. */
  readonly portable: StoreDescriptor | undefined;
  readonly readOnly: boolean;
  /** A call to the system and a file's place in its cache: about 10 µs, in which it copies this much. */
  readonly bytesPerRequest: number = 64 * 1024;
  /** The folder, as an absolute path. */
  readonly root: string;
  readonly #realRoot: string;
  readonly #fsync: boolean;
  readonly #create: boolean;
  readonly #followSymlinks: boolean;
  readonly #blocking: boolean;

  constructor(root: string | URL, options: LocalStoreOptions = {}) {
    if (typeof root !== "string" && !(root instanceof URL)) {
      throw new TypeError(`root must be a path or a file: URL, found ${typeof root}`);
    }
    this.root = resolve(typeof root === "string" && !/^file:/i.test(root) ? root : fileURLToPath(root));
    this.#realRoot = realPathOf(this.root);
    this.description = pathToFileURL(this.root).href;
    this.identity = pathToFileURL(this.#realRoot).href;
    this.readOnly = options.readOnly ?? false;
    this.#fsync = options.fsync ?? false;
    this.#create = options.create ?? true;
    this.#followSymlinks = options.followSymlinks ?? true;
    this.#blocking = options.blocking ?? false;
    this.portable =
      new.target === LocalStore
        ? { module: "@zarrkit/store-fs", export: "localStore", arguments: [this.root, { ...options }] }
        : undefined;
    // Methods work through a proxy, and taken from the object.
    this.get = this.get.bind(this);
    this.getRange = this.getRange.bind(this);
    this.getRanges = this.getRanges.bind(this);
    this.version = this.version.bind(this);
    this.size = this.size.bind(this);
    this.set = this.set.bind(this);
    this.delete = this.delete.bind(this);
    this.deleteIf = this.deleteIf.bind(this);
    this.deletePrefix = this.deletePrefix.bind(this);
    this.list = this.list.bind(this);
    this.listDir = this.listDir.bind(this);
    this.sweep = this.sweep.bind(this);
  }

  get(key: StoreKey, options?: ReadOptions): MaybePromise<Uint8Array | undefined> {
    const parts = this.#read(key, [options?.range], options);
    return parts instanceof Promise ? parts.then((values) => values?.[0]) : parts?.[0];
  }

  /** A range, as zarrita asks for it. */
  getRange(key: StoreKey, range: ForeignByteRange, options?: StoreOptions): MaybePromise<Uint8Array | undefined> {
    return this.get(key, { ...options, range: ownRange(range) });
  }

  getRanges(
    key: StoreKey,
    ranges: readonly ByteRange[],
    options?: RangesOptions,
  ): MaybePromise<readonly Uint8Array[] | undefined> {
    return this.#read(key, ranges, options);
  }

  version(key: StoreKey, options?: StoreOptions): MaybePromise<string | undefined> {
    const found = this.#stat(key, options);
    return found instanceof Promise ? found.then(versionOf) : versionOf(found);
  }

  size(key: StoreKey, options?: StoreOptions): MaybePromise<number | undefined> {
    const found = this.#stat(key, options);
    const sizeOf = (file: Awaited<typeof found>) => (file === undefined ? undefined : Number(file.size));
    return found instanceof Promise ? found.then(sizeOf) : sizeOf(found);
  }

  set(key: StoreKey, value: Uint8Array, options?: WriteOptions): MaybePromise<boolean> {
    this.#checkWritable("set", options);
    checkValue(key, value);
    const bare = checkKey(key);
    if (isPartial(bare))
      throw new RangeError(`${JSON.stringify(key)} cannot be a store key: it names an unfinished write`);
    return writeFile({
      path: this.#path(bare),
      lock: pathOf(this.#realRoot, bare),
      value,
      ifVersion: options?.ifVersion,
      fsync: this.#fsync,
      blocking: this.#blocking,
      signal: options?.signal,
      checkFolder: () => {
        if (this.#create || existsSync(this.root)) return;
        throw new Error(`root folder ${JSON.stringify(this.root)} does not exist, and \`create\` is false`);
      },
    });
  }

  delete(key: StoreKey, options?: StoreOptions): MaybePromise<void> {
    this.#checkWritable("delete", options);
    const bare = checkKey(key);
    if (isPartial(bare)) return;
    const path = this.#path(bare);
    const lock = pathOf(this.#realRoot, bare);
    const failed = (error: unknown): void => {
      if (isMissing(error)) return;
      // A folder is no value. Systems differ in what they say about it.
      if (["EISDIR", "EPERM", "EACCES"].includes(codeOf(error) ?? "") && kindOf(path) === "folder") return;
      throw fileError("delete", path, error);
    };
    if (!hasTurn(this.#blocking) || isLocked(lock)) return withLock(lock, () => unlink(path).catch(failed));
    try {
      takeTurn(() => unlinkSync(path));
    } catch (error) {
      failed(error);
    }
  }

  deleteIf(key: StoreKey, version: string, options?: StoreOptions): MaybePromise<boolean> {
    this.#checkWritable("deleteIf", options);
    const bare = checkKey(key);
    const path = this.#path(bare);
    return withLock(pathOf(this.#realRoot, bare), async () => {
      if (isPartial(bare) || versionOf(await statFile(path)) !== version) return false;
      try {
        await unlink(path);
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw fileError("delete", path, error);
      }
    });
  }

  async deletePrefix(prefix: string, options?: StoreOptions): Promise<void> {
    this.#checkWritable("deletePrefix", options);
    const bare = checkPrefix(prefix);
    const names: string[] = [];
    if (bare !== "") names.push(bare.slice(0, -1));
    else {
      // The root itself stays.
      for await (const name of this.#walk("", false, options)) names.push(name.replace(/\/$/, ""));
      for await (const name of this.#walk("", false, options, true)) names.push(name);
    }
    for (const name of names) {
      options?.signal?.throwIfAborted();
      const path = this.#path(name);
      try {
        const found = await lstat(path);
        // "foo/" names what is in a folder, never a file "foo".
        if (bare !== "" && !(found.isSymbolicLink() ? await stat(path) : found).isDirectory()) continue;
        // Of a link to a folder, the link alone goes.
        await (found.isDirectory()
          ? rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
          : unlink(path));
      } catch (error) {
        if (!isMissing(error)) throw fileError("delete", path, error);
      }
    }
  }

  async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoreKey> {
    const bare = checkPrefix(prefix);
    for await (const name of this.#walk(bare, true, options)) yield bare + name;
  }

  /** A folder that holds no values any more may still be answered: deleting the last value leaves it. */
  async *listDir(prefix: string, options?: StoreOptions): AsyncGenerator<string> {
    yield* this.#walk(checkPrefix(prefix), false, options);
  }

  /**
   * Removes what unfinished writes (of this store or of zarr-python) left behind, for example in a crash.
   * Answers how many files went. Leave `olderThan`, in milliseconds (default: an hour), above the time that a
   * write may take.
   */
  async sweep(options: StoreOptions & { readonly olderThan?: number } = {}): Promise<number> {
    this.#checkWritable("sweep", options);
    const before = Date.now() - (options.olderThan ?? 3_600_000);
    let count = 0;
    for await (const name of this.#walk("", true, options, true)) {
      const path = pathOf(this.root, name);
      try {
        if ((await stat(path)).mtimeMs > before) continue;
        await unlink(path);
        count++;
      } catch (error) {
        if (!isMissing(error)) throw fileError("sweep", path, error);
      }
    }
    return count;
  }

  #read(key: StoreKey, ranges: readonly (ByteRange | undefined)[], options: RangesOptions | undefined) {
    options?.signal?.throwIfAborted();
    const bare = checkKey(key);
    if (isPartial(bare)) return undefined;
    return readParts(this.#path(bare), ranges, { ...options, blocking: this.#blocking });
  }

  #stat(key: StoreKey, options: StoreOptions | undefined) {
    options?.signal?.throwIfAborted();
    const bare = checkKey(key);
    return isPartial(bare) ? undefined : statFile(this.#path(bare), this.#blocking);
  }

  #walk(prefix: string, deep: boolean, options: StoreOptions | undefined, partial = false): AsyncGenerator<string> {
    const folder = prefix === "" ? this.root : this.#path(prefix.slice(0, -1));
    return walk(folder, { deep, partial, followSymlinks: this.#followSymlinks, signal: options?.signal });
  }

  /** The path of a checked key. */
  #path(key: string): string {
    const path = pathOf(this.root, key);
    if (!this.#followSymlinks) {
      for (let end = key.indexOf("/"); ; end = key.indexOf("/", end + 1)) {
        const part = end < 0 ? path : pathOf(this.root, key.slice(0, end));
        if (kindOf(part) === "link") {
          throw new Error(`${JSON.stringify(part)} is a symbolic link, and \`followSymlinks\` is false`);
        }
        if (end < 0) break;
      }
    }
    return path;
  }

  #checkWritable(operation: string, options: StoreOptions | undefined): void {
    options?.signal?.throwIfAborted();
    if (this.readOnly) throw new Error(`${operation} refused: the store is read-only`);
  }
}

/** A {@link LocalStore} in a folder. */
export function localStore(root: string | URL, options?: LocalStoreOptions): LocalStore {
  return new LocalStore(root, options);
}

/** The path without links, as far as it exists. */
function realPathOf(path: string): string {
  const missing: string[] = [];
  for (let current = path; ; current = dirname(current)) {
    try {
      return join(realpathSync(current), ...missing);
    } catch {
      if (current === dirname(current)) return path;
      missing.unshift(current.slice(dirname(current).length).replace(/^[\\/]/, ""));
    }
  }
}

function kindOf(path: string): "folder" | "link" | "other" | undefined {
  try {
    const found = lstatSync(path);
    return found.isDirectory() ? "folder" : found.isSymbolicLink() ? "link" : "other";
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileError("look up", path, error);
  }
}
