/// <reference lib="esnext.disposable" preserve="true" />
// People who have no such lib still need the type of `Symbol.asyncDispose` in the declarations.
import type {
  ByteRange,
  ForeignByteRange,
  ListableStore,
  MaybePromise,
  PinnedOptions,
  ReadOptions,
  Store,
  StoreKey,
  StoreOptions,
  WritableStore,
  WriteOptions,
} from "@zarrkit/core/contract";
import { clip, ownRange } from "@zarrkit/store-base/byte-range";
import { KeyTree } from "@zarrkit/store-base/key-tree";
import { isBytes } from "@zarrkit/store-base/value";
import { heedPin } from "@zarrkit/store-base/version-pin";
import { crc32, deflate } from "#compression";
import { layOut, type PackedEntry } from "./archive.ts";
import { type Entry, readDirectory } from "./directory.ts";
import { type ArchiveSource, readRanges, readRaw, readWhole } from "./entry.ts";
import { checkKey, checkPrefix } from "./store-key.ts";

/** `r` reads, `w` begins anew, `a` adds to what there may be, `x` makes an archive that must not exist yet. */
export type ZipStoreMode = "r" | "w" | "a" | "x";

export interface ZipStoreOptions extends StoreOptions {
  /** Default `"r"`. */
  readonly mode?: ZipStoreMode | undefined;
  /** How values are put into the archive. Default `"stored"`: chunks are mostly compressed already. */
  readonly compression?: "stored" | "deflated" | undefined;
}

/** A value that waits for `close`. */
interface Pending {
  readonly value: Uint8Array;
  readonly version: string;
}

/**
 * A store over a zip archive, which is itself a value of another store.
 *
 * Reading takes ranges of the archive. Written values wait in memory until {@link ZipStore.close}, which puts the
 * archive in place as a whole: other readers see the old archive or the new one. Values cannot be deleted.
 */
export class ZipStore implements WritableStore, ListableStore {
  readonly contract = "zarrkit.store.v1";
  readonly description: string;
  readonly readOnly: boolean;
  readonly borrowed: boolean;
  readonly #outer: Store & Partial<WritableStore>;
  readonly #key: StoreKey;
  readonly #compression: "stored" | "deflated";
  #entries: ReadonlyMap<string, Entry> = new Map();
  readonly #pending = new Map<string, Pending>();
  /** The keys of both, made by the first listing. */
  #keys: KeyTree | undefined;
  /** Version of the archive that may be replaced: `null` for none at all, `undefined` for whatever is there. */
  #replaces: string | null | undefined;
  /** True while what is stored is not yet what was asked for. */
  #dirty = false;
  #lastVersion = 0;
  #closing: Promise<void> = Promise.resolve();
  /** Settles once a new archive is in place and its directory known; absent most of the time. */
  #swapping: Promise<void> | undefined;
  readonly #reading = new Set<Promise<unknown>>();

  private constructor(outer: Store & Partial<WritableStore>, key: StoreKey, options: ZipStoreOptions) {
    this.description = `${outer.description}/${key}`;
    this.readOnly = (options.mode ?? "r") === "r";
    this.borrowed = outer.borrowed ?? false;
    this.#outer = outer;
    this.#key = key;
    this.#compression = options.compression ?? "stored";
    // Methods work through a proxy, and taken from the object.
    this.get = this.get.bind(this);
    this.getRange = this.getRange.bind(this);
    this.getRanges = this.getRanges.bind(this);
    this.version = this.version.bind(this);
    this.size = this.size.bind(this);
    this.set = this.set.bind(this);
    this.delete = this.delete.bind(this);
    this.deletePrefix = this.deletePrefix.bind(this);
    this.list = this.list.bind(this);
    this.listDir = this.listDir.bind(this);
    this.close = this.close.bind(this);
    this[Symbol.asyncDispose] = this.close;
  }

  /**
   * Opens the archive that `outer` holds under `key`. Throws when there is none to read (mode `r`), when there is
   * one already (mode `x`), and when it is damaged.
   */
  static async open(
    outer: Store & Partial<WritableStore>,
    key: StoreKey,
    options: ZipStoreOptions = {},
  ): Promise<ZipStore> {
    const { mode = "r", compression = "stored", signal } = options;
    if (!["r", "w", "a", "x"].includes(mode))
      throw new TypeError(`mode must be "r", "w", "a" or "x", found ${JSON.stringify(mode)}`);
    if (compression !== "stored" && compression !== "deflated") {
      throw new TypeError(`compression must be "stored" or "deflated", found ${JSON.stringify(compression)}`);
    }
    signal?.throwIfAborted();
    const store = new ZipStore(outer, key, options);
    if (mode !== "r" && (outer.set === undefined || outer.readOnly === true)) {
      throw new Error(`mode "${mode}" needs a store that can be written, and ${outer.description} cannot`);
    }
    if (mode === "w") store.#dirty = true;
    else await store.#load(mode, signal);
    return store;
  }

  async get(key: StoreKey, options?: ReadOptions): Promise<Uint8Array | undefined> {
    const range = options?.range;
    if (range !== undefined) return (await this.getRanges(key, [range], options))?.[0];
    return this.#read(key, options, (value) => new Uint8Array(value), readWhole);
  }

  /** A range, as zarrita asks for it. */
  async getRange(key: StoreKey, range: ForeignByteRange, options?: StoreOptions): Promise<Uint8Array | undefined> {
    return (await this.get(key, { ...options, range: ownRange(range) }))?.slice();
  }

  async getRanges(
    key: StoreKey,
    ranges: readonly ByteRange[],
    options?: PinnedOptions,
  ): Promise<readonly Uint8Array[] | undefined> {
    for (const range of ranges) clip(range, 0);
    return this.#read(
      key,
      options,
      (value) => ranges.map((range) => value.slice(...clip(range, value.byteLength))),
      (source, entry) => readRanges(source, entry, ranges),
    );
  }

  version(key: StoreKey, options?: StoreOptions): string | undefined {
    options?.signal?.throwIfAborted();
    const bare = checkKey(key);
    const entry = this.#entries.get(bare);
    const stored = entry && `${entry.crc32}-${entry.size}-${entry.headerOffset}`;
    return this.#pending.get(bare)?.version ?? stored;
  }

  size(key: StoreKey, options?: StoreOptions): number | undefined {
    options?.signal?.throwIfAborted();
    const bare = checkKey(key);
    return this.#pending.get(bare)?.value.byteLength ?? this.#entries.get(bare)?.size;
  }

  set(key: StoreKey, value: Uint8Array, options?: WriteOptions): boolean {
    this.#checkWritable("set", options);
    if (!isBytes(value)) {
      throw new TypeError(`value of ${JSON.stringify(key)} must be a Uint8Array, found ${typeof value}`);
    }
    const bare = checkKey(key);
    const expected = options?.ifVersion;
    if (expected !== undefined && (this.version(bare) ?? null) !== expected) return false;
    this.#keys?.add(bare);
    this.#pending.set(bare, { value: new Uint8Array(value), version: `unsaved ${++this.#lastVersion}` });
    this.#dirty = true;
    return true;
  }

  /** Zip archives cannot forget: throws an `Error` with code `"unsupported"`, unless there is no such value. */
  delete(key: StoreKey, options?: StoreOptions): void {
    this.#checkWritable("delete", options);
    if (this.size(key) !== undefined) throw unsupported(JSON.stringify(key));
  }

  /** As {@link ZipStore.delete}. */
  deletePrefix(prefix: string, options?: StoreOptions): void {
    this.#checkWritable("deletePrefix", options);
    if (this.#tree.names(checkPrefix(prefix)).length > 0) throw unsupported(`what is below ${JSON.stringify(prefix)}`);
  }

  async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoreKey> {
    for (const key of this.#tree.keys(checkPrefix(prefix))) {
      options?.signal?.throwIfAborted();
      yield key;
    }
  }

  async *listDir(prefix: string, options?: StoreOptions): AsyncGenerator<string> {
    for (const name of this.#tree.names(checkPrefix(prefix))) {
      options?.signal?.throwIfAborted();
      yield name;
    }
  }

  /**
   * Writes the archive, if anything has changed. The store can be used on; what is written later needs another
   * `close`. Throws when somebody else has changed the archive meanwhile: then nothing is written.
   */
  close(): Promise<void> {
    this.#closing = this.#closing
      .catch(() => {})
      .then(() => (this.#dirty && !this.readOnly ? this.#save() : undefined));
    return this.#closing;
  }

  /** Closes the archive, as `close` does. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #load(mode: ZipStoreMode, signal: AbortSignal | undefined): Promise<void> {
    // First the version, so that a change in between is noticed when the archive is written.
    const version = mode === "r" ? undefined : await this.#outer.version?.(this.#key, { signal });
    const directory = await readDirectory(this.#source(signal));
    if (directory === undefined) {
      if (mode === "r") throw new Error(`no archive under ${JSON.stringify(this.#key)} in ${this.#outer.description}`);
      this.#replaces = null;
      this.#dirty = true;
      return;
    }
    if (mode === "x") throw new Error(`archive ${this.description} exists already, and mode is "x"`);
    this.#entries = directory.entries;
    this.#replaces = version;
  }

  async #read<T>(
    key: StoreKey,
    options: PinnedOptions | undefined,
    fromPending: (value: Uint8Array) => T,
    fromEntry: (source: ArchiveSource, entry: Entry) => Promise<T>,
  ): Promise<T | undefined> {
    const signal = options?.signal;
    signal?.throwIfAborted();
    const bare = checkKey(key);
    while (this.#swapping !== undefined) await this.#swapping;
    heedPin(options?.pin, this.version(bare));
    const pending = this.#pending.get(bare);
    if (pending !== undefined) return fromPending(pending.value);
    const entry = this.#entries.get(bare);
    if (entry === undefined) return undefined;
    const reading = fromEntry(this.#source(signal), entry);
    this.#reading.add(reading);
    try {
      const value = await reading;
      signal?.throwIfAborted();
      return value;
    } finally {
      this.#reading.delete(reading);
    }
  }

  async #save(): Promise<void> {
    const saved = new Map(this.#pending);
    const packed: PackedEntry[] = [];
    for (const [name, entry] of this.#entries) {
      if (saved.has(name)) continue;
      const { method, crc32, size } = entry;
      packed.push({ name, method, crc32, size, data: await readRaw(this.#source(undefined), entry) });
    }
    for (const [name, { value }] of saved) packed.push(await this.#pack(name, value));
    const archive = layOut(packed);
    const source: ArchiveSource = { get: (range) => archive.subarray(...clip(range, archive.byteLength)) };
    const directory = await readDirectory(source);
    let swapped = (): void => {};
    this.#swapping = new Promise((resolve) => {
      swapped = resolve;
    });
    try {
      // Offsets of the old archive mean nothing in the new one, so nobody may be reading when it takes its place.
      await Promise.allSettled(this.#reading);
      const written = await this.#outer.set?.(this.#key, archive, { ifVersion: this.#replaces });
      if (written !== true) {
        throw new Error(
          `archive ${this.description} was changed by somebody else since it was opened; nothing was written`,
        );
      }
      this.#entries = directory?.entries ?? new Map();
      for (const [name, value] of saved) if (this.#pending.get(name) === value) this.#pending.delete(name);
      this.#dirty = this.#pending.size > 0;
      this.#replaces = await this.#outer.version?.(this.#key);
    } finally {
      this.#swapping = undefined;
      swapped();
    }
  }

  async #pack(name: string, value: Uint8Array): Promise<PackedEntry> {
    const entry = { name, crc32: crc32(value), size: value.byteLength };
    if (this.#compression === "deflated") {
      const data = await deflate(value);
      if (data.byteLength < value.byteLength) return { ...entry, method: 8, data };
    }
    return { ...entry, method: 0, data: value };
  }

  #source(signal: AbortSignal | undefined): ArchiveSource {
    const { get, getRanges } = this.#outer;
    return {
      get: (range): MaybePromise<Uint8Array | undefined> => get(this.#key, { range, signal }),
      ...(getRanges && { getRanges: (ranges: readonly ByteRange[]) => getRanges(this.#key, ranges, { signal }) }),
    };
  }

  get #tree(): KeyTree {
    this.#keys ??= new KeyTree([...this.#entries.keys(), ...this.#pending.keys()]);
    return this.#keys;
  }

  #checkWritable(operation: string, options: StoreOptions | undefined): void {
    options?.signal?.throwIfAborted();
    if (this.readOnly) throw new Error(`${operation} refused: the archive is open for reading only`);
  }
}

function unsupported(what: string): Error {
  return Object.assign(new Error(`cannot delete ${what}: values in a zip archive can be replaced, not deleted`), {
    code: "unsupported",
  });
}
