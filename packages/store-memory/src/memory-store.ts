import type {
  ForeignByteRange,
  ListableStore,
  ReadOptions,
  StoreKey,
  StoreOptions,
  WritableStore,
  WriteOptions,
} from "@zarrkit/core/contract";
import { clip, ownRange } from "@zarrkit/store-base/byte-range";
import type { KeyTree } from "@zarrkit/store-base/key-tree";
import { checkKey, checkPrefix } from "@zarrkit/store-base/store-key";
import { checkValue, isBytes, tagOf } from "@zarrkit/store-base/value";
import { heedPin } from "@zarrkit/store-base/version-pin";
import { ListedMap, treeOf } from "./listed-map.ts";

/** What `MemoryStore` takes beside its map. */
export interface MemoryStoreOptions {
  /**
   * Whether the map's keys begin with `/`, as zarrita spells them. When left out, the first key in the map
   * tells; an empty map takes keys without.
   */
  readonly leadingSlash?: boolean | undefined;
  /** Refuse `set` and `delete`. Default false. */
  readonly readOnly?: boolean | undefined;
}

/** Numbers for descriptions, by map: two stores over one map have one name. */
const mapNumbers = new WeakMap<Map<string, Uint8Array>, number>();
let lastMapNumber = 0;

/**
 * Versions of values, by the object that holds them. A value is replaced, never changed in place, so that
 * the version also moves when somebody else sets a key of the map.
 */
const valueVersions = new WeakMap<Uint8Array, string>();
let lastValueVersion = 0;

/**
 * A store over a `Map` from keys to bytes, which the caller may pass, fill and look into.
 *
 * Every answer is synchronous, and shares the map's memory (`borrowed`). Values are copied when set. To list what lies
 * below a prefix, all keys of a map that was passed are looked at; the store's own map finds them in a tree.
 */
export class MemoryStore implements WritableStore, ListableStore {
  readonly contract = "zarrkit.store.v1";
  readonly description: string;
  readonly identity: Map<string, Uint8Array>;
  readonly readOnly: boolean;
  readonly borrowed: boolean = true;
  readonly #map: Map<string, Uint8Array>;
  #leadingSlash: boolean | undefined;

  constructor(map: Map<string, Uint8Array> = new ListedMap(), options: MemoryStoreOptions = {}) {
    let number = mapNumbers.get(map);
    if (number === undefined) {
      number = ++lastMapNumber;
      mapNumbers.set(map, number);
    }
    this.description = `memory://${number}`;
    this.identity = map;
    this.readOnly = options.readOnly ?? false;
    this.#map = map;
    this.#leadingSlash = options.leadingSlash;
    // Methods work through a proxy, and taken from the object.
    this.get = this.get.bind(this);
    this.getRange = this.getRange.bind(this);
    this.version = this.version.bind(this);
    this.size = this.size.bind(this);
    this.set = this.set.bind(this);
    this.delete = this.delete.bind(this);
    this.deleteIf = this.deleteIf.bind(this);
    this.deletePrefix = this.deletePrefix.bind(this);
    this.list = this.list.bind(this);
    this.listDir = this.listDir.bind(this);
  }

  get(key: StoreKey, options?: ReadOptions): Uint8Array | undefined {
    const value = this.#read(key, options);
    if (options?.pin !== undefined) heedPin(options.pin, versionOf(value));
    if (value === undefined || options?.range === undefined) return value;
    return value.subarray(...clip(options.range, value.byteLength));
  }

  /** A copy of a range, as zarrita asks for it. */
  getRange(key: StoreKey, range: ForeignByteRange, options?: StoreOptions): Uint8Array | undefined {
    return this.get(key, { ...options, range: ownRange(range) })?.slice();
  }

  version(key: StoreKey, options?: StoreOptions): string | undefined {
    return versionOf(this.#read(key, options));
  }

  size(key: StoreKey, options?: StoreOptions): number | undefined {
    return this.#read(key, options)?.byteLength;
  }

  set(key: StoreKey, value: Uint8Array, options?: WriteOptions): boolean {
    this.#checkWritable("set", options);
    checkValue(key, value);
    const expected = options?.ifVersion;
    if (expected !== undefined && (versionOf(this.#read(key, options)) ?? null) !== expected) return false;
    this.#map.set(this.#mapKey(checkKey(key)), new Uint8Array(value));
    return true;
  }

  delete(key: StoreKey, options?: StoreOptions): void {
    this.#checkWritable("delete", options);
    this.#map.delete(this.#mapKey(checkKey(key)));
  }

  deleteIf(key: StoreKey, version: string, options?: StoreOptions): boolean {
    this.#checkWritable("deleteIf", options);
    if (versionOf(this.#read(key, options)) !== version) return false;
    return this.#map.delete(this.#mapKey(checkKey(key)));
  }

  deletePrefix(prefix: string, options?: StoreOptions): void {
    this.#checkWritable("deletePrefix", options);
    const start = this.#mapKey(checkPrefix(prefix));
    for (const name of this.#below(start).keys(start)) this.#map.delete(name);
  }

  async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoreKey> {
    options?.signal?.throwIfAborted();
    const start = this.#mapKey(checkPrefix(prefix));
    const skip = this.#hasLeadingSlash() ? 1 : 0;
    for (const name of this.#below(start).keys(start)) {
      options?.signal?.throwIfAborted();
      yield name.slice(skip);
    }
  }

  async *listDir(prefix: string, options?: StoreOptions): AsyncGenerator<string> {
    options?.signal?.throwIfAborted();
    const start = this.#mapKey(checkPrefix(prefix));
    for (const name of this.#below(start).names(start)) {
      options?.signal?.throwIfAborted();
      yield name;
    }
  }

  /** A tree with at least what lies below a start of names in the map. */
  #below(start: string): KeyTree {
    if (this.#map instanceof ListedMap) return this.#map.tree;
    return treeOf([...this.#map.keys()].filter((name) => name.startsWith(start)));
  }

  #read(key: StoreKey, options: StoreOptions | undefined): Uint8Array | undefined {
    options?.signal?.throwIfAborted();
    const value = this.#map.get(this.#mapKey(checkKey(key)));
    if (value === undefined || isBytes(value)) return value;
    throw new TypeError(`map holds ${tagOf(value)} under ${JSON.stringify(key)}, expected a Uint8Array`);
  }

  #checkWritable(operation: string, options: StoreOptions | undefined): void {
    options?.signal?.throwIfAborted();
    if (this.readOnly) throw new Error(`${operation} refused: the store is read-only`);
  }

  #mapKey(key: string): string {
    return this.#hasLeadingSlash() ? `/${key}` : key;
  }

  #hasLeadingSlash(): boolean {
    if (this.#leadingSlash === undefined) {
      for (const name of this.#map.keys()) {
        this.#leadingSlash = name.startsWith("/");
        break;
      }
    }
    return this.#leadingSlash ?? false;
  }
}

/** A {@link MemoryStore} over `map`, or over a new one. */
export function memoryStore(map?: Map<string, Uint8Array>, options?: MemoryStoreOptions): MemoryStore {
  return new MemoryStore(map, options);
}

function versionOf(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  let version = valueVersions.get(value);
  if (version === undefined) {
    version = String(++lastValueVersion);
    valueVersions.set(value, version);
  }
  return version;
}
