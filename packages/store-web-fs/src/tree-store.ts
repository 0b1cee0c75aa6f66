import type {
  ByteRange,
  ForeignByteRange,
  ListableStore,
  PinnedOptions,
  ReadOptions,
  StoreKey,
  StoreOptions,
} from "@zarrkit/core/contract";
import { clip, ownRange } from "@zarrkit/store-base/byte-range";
import { heedPin } from "@zarrkit/store-base/version-pin";
import { fileError, isStale } from "./file-error.ts";
import type { FileTree, TreeFile } from "./file-tree.ts";
import { checkKey, checkPrefix, isKey, isUnfinished } from "./key-path.ts";
import { readParts, versionOf } from "./read-blob.ts";

/** How often a file is looked up anew when another takes its place while it is read. */
const attempts = 20;

export interface WalkOptions extends StoreOptions {
  /** Go into folders; otherwise they are answered with a slash at the end. */
  readonly deep: boolean;
  /** Answer what unfinished writes left behind, and nothing else. Default false. */
  readonly unfinished?: boolean;
}

/** Reads and lists the files of a tree as values by key. */
export abstract class TreeStore implements ListableStore {
  readonly contract = "zarrkit.store.v1";
  readonly description: string;
  /** Measured in Chromium, where a request takes a millisecond and some. */
  readonly bytesPerRequest: number = 256 * 1024;
  readonly #tree: FileTree;

  constructor(tree: FileTree, description: string) {
    this.#tree = tree;
    this.description = description;
    // Methods work through a proxy, and taken from the object.
    this.get = this.get.bind(this);
    this.getRange = this.getRange.bind(this);
    this.getRanges = this.getRanges.bind(this);
    this.version = this.version.bind(this);
    this.size = this.size.bind(this);
    this.list = this.list.bind(this);
    this.listDir = this.listDir.bind(this);
  }

  async get(key: StoreKey, options?: ReadOptions): Promise<Uint8Array | undefined> {
    const parts = await this.#read(key, [options?.range], options);
    return parts?.[0];
  }

  /** A range, as zarrita asks for it. */
  getRange(key: StoreKey, range: ForeignByteRange, options?: StoreOptions): Promise<Uint8Array | undefined> {
    return this.get(key, { ...options, range: ownRange(range) });
  }

  getRanges(
    key: StoreKey,
    ranges: readonly ByteRange[],
    options?: PinnedOptions,
  ): Promise<readonly Uint8Array[] | undefined> {
    return this.#read(key, ranges, options);
  }

  async version(key: StoreKey, options?: StoreOptions): Promise<string | undefined> {
    return versionOf((await this.#find(key, options))?.blob);
  }

  async size(key: StoreKey, options?: StoreOptions): Promise<number | undefined> {
    return (await this.#find(key, options))?.blob.size;
  }

  async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoreKey> {
    const bare = checkPrefix(prefix);
    for await (const name of this.walk(bare, { ...options, deep: true })) yield bare + name;
  }

  /** A folder that holds no values may be answered too. */
  async *listDir(prefix: string, options?: StoreOptions): AsyncGenerator<string> {
    yield* this.walk(checkPrefix(prefix), { ...options, deep: false });
  }

  /** The files below a folder (a checked prefix), as names relative to it. */
  protected async *walk(prefix: string, { deep, unfinished = false, signal }: WalkOptions): AsyncGenerator<string> {
    const folders = [""];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      signal?.throwIfAborted();
      try {
        for await (const name of this.#tree.names((prefix + folder).slice(0, -1))) {
          signal?.throwIfAborted();
          const isFolder = name.endsWith("/");
          if (!isKey(isFolder ? name.slice(0, -1) : name)) continue;
          if (isFolder && deep) folders.push(folder + name);
          else if (isFolder || isUnfinished(name) === unfinished) yield folder + name;
        }
      } catch (error) {
        signal?.throwIfAborted();
        throw fileError("list", prefix + folder, error);
      }
    }
  }

  async #read(
    key: StoreKey,
    ranges: readonly (ByteRange | undefined)[],
    options: PinnedOptions = {},
  ): Promise<Uint8Array[] | undefined> {
    // Refuses broken ranges before a file is looked up.
    for (const range of ranges) clip(range, 0);
    let cause: unknown = new Error("another file takes its place again and again");
    for (let attempt = 0; attempt < attempts; attempt++) {
      const file = await this.#find(key, options);
      if (file === undefined) {
        heedPin(options.pin, undefined);
        return undefined;
      }
      let parts: Uint8Array[];
      try {
        parts = await readParts(file.blob, ranges);
        // Chromium refuses to read on when a file was replaced, but notices that on disks to the second only.
        const now = (await file.again?.()) ?? file.blob;
        options.signal?.throwIfAborted();
        if (versionOf(now) !== versionOf(file.blob)) continue;
      } catch (error) {
        options.signal?.throwIfAborted();
        cause = error;
        if (isStale(error)) continue;
        break;
      }
      heedPin(options.pin, versionOf(file.blob));
      return parts;
    }
    throw fileError("read", key, cause);
  }

  async #find(key: StoreKey, options: StoreOptions | undefined): Promise<TreeFile | undefined> {
    options?.signal?.throwIfAborted();
    const bare = checkKey(key);
    if (isUnfinished(bare)) return undefined;
    try {
      const file = await this.#tree.file(bare);
      options?.signal?.throwIfAborted();
      return file;
    } catch (error) {
      options?.signal?.throwIfAborted();
      throw fileError("look up", bare, error);
    }
  }
}
