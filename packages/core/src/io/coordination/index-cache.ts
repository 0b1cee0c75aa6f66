import type { InnerChunkIndex } from "../../contract/index.ts";

/** Indexes of one stored value: its own under `""`, those of chunks nested in it under their place. */
export interface CachedIndexes {
  /** The store's version of the value when they were read; `undefined` where the store tells none. */
  readonly version: string | undefined;
  /** What the metadata said of the value's layout. */
  readonly layout: string;
  readonly byPlace: Map<string, InnerChunkIndex>;
}

const defaultCapacity = 64 * 2 ** 20;

/** The most recently used indexes, up to so many bytes. */
export class IndexCache {
  readonly #capacity: number;
  readonly #values = new Map<string, CachedIndexes>();
  #bytes = 0;

  constructor(capacity: number = defaultCapacity) {
    this.#capacity = capacity;
  }

  get(key: string, layout: string): CachedIndexes | undefined {
    const cached = this.#values.get(key);
    if (cached === undefined || cached.layout !== layout) return undefined;
    this.#values.delete(key);
    this.#values.set(key, cached);
    return cached;
  }

  add(key: string, layout: string, version: string | undefined, place: string, index: InnerChunkIndex): void {
    let cached = this.get(key, layout);
    if (cached === undefined || cached.version !== version) {
      this.delete(key);
      cached = { version, layout, byPlace: new Map() };
      this.#values.set(key, cached);
    }
    this.#bytes += index.byteLength - (cached.byPlace.get(place)?.byteLength ?? 0);
    cached.byPlace.set(place, index);
    for (const oldest of this.#values.keys()) {
      if (this.#bytes <= this.#capacity) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const cached = this.#values.get(key);
    if (cached === undefined) return;
    for (const index of cached.byPlace.values()) this.#bytes -= index.byteLength;
    this.#values.delete(key);
  }

  /** Forgets the values whose keys start with a prefix. */
  deleteBelow(prefix: string): void {
    for (const key of this.#values.keys()) if (key.startsWith(prefix)) this.delete(key);
  }
}
