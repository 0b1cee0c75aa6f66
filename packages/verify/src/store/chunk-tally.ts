import type { ListableStore, StoreKey, WritableStore } from "@zarrkit/core/contract";

/** A store that keeps documents, and of chunks only their keys: room for more chunks than memory has. */
export class ChunkTally implements WritableStore, ListableStore {
  readonly contract = "zarrkit.store.v1";
  readonly description = "chunk-tally://1";
  readonly #documents = new Map<StoreKey, Uint8Array>();
  readonly #chunks = new Set<StoreKey>();
  #asked: StoreKey[] = [];

  /** The keys of chunks that were asked for, written or deleted since the last call. */
  take(): readonly StoreKey[] {
    const asked = this.#asked;
    this.#asked = [];
    return asked;
  }

  readonly get = (key: StoreKey): Uint8Array | undefined => {
    if (isDocument(key)) return this.#documents.get(key);
    this.#asked.push(key);
    return undefined;
  };

  readonly set = (key: StoreKey, value: Uint8Array): boolean => {
    if (isDocument(key)) this.#documents.set(key, value.slice());
    else {
      this.#asked.push(key);
      this.#chunks.add(key);
    }
    return true;
  };

  readonly delete = (key: StoreKey): void => {
    this.#asked.push(key);
    this.#chunks.delete(key);
  };

  readonly list: ListableStore["list"] = async function* (this: ChunkTally, prefix: string): AsyncGenerator<StoreKey> {
    for (const keys of [this.#documents.keys(), this.#chunks])
      for (const key of keys) if (key.startsWith(prefix)) yield key;
  }.bind(this);

  readonly listDir: ListableStore["listDir"] = async function* (
    this: ChunkTally,
    prefix: string,
  ): AsyncGenerator<string> {
    const names = new Set<string>();
    for await (const key of this.list(prefix)) names.add(/^[^/]*\/?/.exec(key.slice(prefix.length))?.[0] ?? "");
    yield* names;
  }.bind(this);
}

const isDocument = (key: StoreKey): boolean => key.endsWith("zarr.json");
