import type {
  ByteRange,
  ListableStore,
  ReadOptions,
  Store,
  StoreKey,
  StoreOptions,
  WritableStore,
  WriteOptions,
} from "@zarrkit/core/contract";
import type { Request } from "./counting.ts";

/** What a store must do to be tallied. */
export type TalliedStore = Store & WritableStore & ListableStore;

/** Another store behind a tally: requests go on to it, and what was asked is written down. */
export class TallyStore implements WritableStore, ListableStore {
  readonly contract = "zarrkit.store.v1";
  readonly description: string;
  readonly identity: unknown;
  readonly #inner: TalliedStore;
  #asked: Pick<Request, "method" | "key">[] = [];

  constructor(inner: TalliedStore) {
    this.#inner = inner;
    this.description = inner.description;
    this.identity = inner.identity;
  }

  /** The requests since the last call, which are then forgotten. */
  take(): readonly Pick<Request, "method" | "key">[] {
    const asked = this.#asked;
    this.#asked = [];
    return asked;
  }

  async get(key: StoreKey, options?: ReadOptions): Promise<Uint8Array | undefined> {
    this.#asked.push({ method: "get", key });
    return this.#inner.get(key, options);
  }

  async getRanges(
    key: StoreKey,
    ranges: readonly ByteRange[],
    options?: StoreOptions,
  ): Promise<readonly Uint8Array[] | undefined> {
    this.#asked.push({ method: "getRanges", key });
    if (this.#inner.getRanges !== undefined) return this.#inner.getRanges(key, ranges, options);
    const parts = await Promise.all(ranges.map(async (range) => this.#inner.get(key, { ...options, range })));
    return parts.some((part) => part === undefined) ? undefined : (parts as Uint8Array[]);
  }

  async set(key: StoreKey, value: Uint8Array, options?: WriteOptions): Promise<boolean> {
    this.#asked.push({ method: "set", key });
    return this.#inner.set(key, value, options);
  }

  async delete(key: StoreKey, options?: StoreOptions): Promise<void> {
    this.#asked.push({ method: "delete", key });
    await this.#inner.delete(key, options);
  }

  list(prefix: string, options?: StoreOptions): AsyncIterable<StoreKey> {
    this.#asked.push({ method: "list", key: prefix });
    return this.#inner.list(prefix, options);
  }

  listDir(prefix: string, options?: StoreOptions): AsyncIterable<string> {
    this.#asked.push({ method: "listDir", key: prefix });
    return this.#inner.listDir(prefix, options);
  }
}
