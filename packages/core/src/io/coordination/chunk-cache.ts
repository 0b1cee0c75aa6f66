import type { Chunk, Elements, StoreKey } from "../../contract/index.ts";

/** A stored value as metadata and store describe it. Chunks decoded under another description are of no use. */
export interface CachedValueName {
  readonly key: StoreKey;
  /** What the metadata says of the chunk's layout. */
  readonly layout: string;
  /** The store's version of the value; `undefined` where the store tells none. */
  readonly version: string | undefined;
}

/** A chunk in the cache; `chunk` is `undefined` when it is known not to be stored. */
export interface CachedChunk {
  readonly chunk: Chunk | undefined;
}

/** How a cache of decoded chunks has done so far. */
export interface ChunkCacheStats {
  /** Chunks that were wanted and in the cache. */
  readonly hits: number;
  /** Chunks that were wanted, not in the cache, and therefore read. */
  readonly misses: number;
  /** Chunks that were dropped to make room. */
  readonly evictions: number;
  /** Chunks held now, those known to be missing included. */
  readonly chunks: number;
  /** Bytes held now. */
  readonly bytes: number;
  /** Most bytes that may be held: the largest `chunkCacheBytes` of the arrays opened on the store. */
  readonly maxBytes: number;
}

interface CachedValue extends CachedValueName {
  readonly places: Map<string, Entry>;
}

interface Entry extends CachedChunk {
  readonly value: CachedValue;
  readonly place: string;
  readonly bytes: number;
}

/** About what an entry takes beside its elements. */
const entryBytes = 256;

/** The most recently used decoded chunks of a store, up to so many bytes. What is in it is never changed. */
export class ChunkCache {
  readonly #values = new Map<StoreKey, CachedValue>();
  /** Least recently used first. */
  readonly #entries = new Set<Entry>();
  #maxBytes = 0;
  #bytes = 0;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  /** Makes room for so many bytes, unless there is more already. */
  reserve(bytes: number): void {
    this.#maxBytes = Math.max(this.#maxBytes, bytes);
  }

  /** True when any chunk of a value is held. */
  has(name: CachedValueName): boolean {
    return this.#valueOf(name) !== undefined;
  }

  /** The chunk at a place in a value: `""` for all of it, else a path of positions of inner chunks. */
  get(name: CachedValueName, place: string): CachedChunk | undefined {
    const entry = this.#valueOf(name)?.places.get(place);
    if (entry === undefined) return undefined;
    this.#hits++;
    this.#entries.delete(entry);
    this.#entries.add(entry);
    return entry;
  }

  /**
   * Holds a chunk, whose memory is the cache's from now on; `undefined` where none is stored. A chunk larger than the
   * cache is not held, nor one whose elements callers could change.
   */
  add(name: CachedValueName, place: string, chunk: Chunk | undefined): void {
    this.#misses++;
    const bytes = entryBytes + byteLengthOf(chunk?.elements ?? []);
    if (bytes > this.#maxBytes) return;
    let value = this.#valueOf(name);
    if (value === undefined) {
      this.delete(name.key);
      value = { ...name, places: new Map() };
    }
    this.#remove(value.places.get(place));
    const entry = { value, place, chunk, bytes };
    value.places.set(place, entry);
    // Removing the only chunk of a value has taken the value out.
    this.#values.set(name.key, value);
    this.#entries.add(entry);
    this.#bytes += bytes;
    for (const oldest of this.#entries) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
      this.#evictions++;
    }
  }

  /** Forgets the chunks of a value. */
  delete(key: StoreKey): void {
    for (const entry of this.#values.get(key)?.places.values() ?? []) this.#remove(entry);
  }

  /** Forgets the chunks of values whose keys start with a prefix. */
  deleteBelow(prefix: string): void {
    for (const key of this.#values.keys()) if (key.startsWith(prefix)) this.delete(key);
  }

  /** Forgets everything: for when others may have changed values of a store that tells no versions. */
  clear(): void {
    this.deleteBelow("");
  }

  stats(): ChunkCacheStats {
    return {
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
      chunks: this.#entries.size,
      bytes: this.#bytes,
      maxBytes: this.#maxBytes,
    };
  }

  #valueOf({ key, layout, version }: CachedValueName): CachedValue | undefined {
    const value = this.#values.get(key);
    return value?.layout === layout && value.version === version ? value : undefined;
  }

  #remove(entry: Entry | undefined): void {
    if (entry === undefined) return;
    const { value, place, bytes } = entry;
    this.#entries.delete(entry);
    this.#bytes -= bytes;
    value.places.delete(place);
    if (value.places.size === 0) this.#values.delete(value.key);
  }
}

/** Memory of elements, an estimate for texts. Beyond all bounds for objects, whose insides their holder could change. */
function byteLengthOf(elements: Elements): number {
  if (!Array.isArray(elements)) return elements.byteLength;
  let bytes = 0;
  for (const element of elements) {
    if (typeof element === "object" && element !== null) return Number.POSITIVE_INFINITY;
    bytes += 8 + (typeof element === "string" ? 2 * element.length : 0);
  }
  return bytes;
}
