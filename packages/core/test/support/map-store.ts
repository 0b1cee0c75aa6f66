import type { ByteRange, ReadOptions, WriteOptions } from "../../src/contract/index.ts";

export interface MapStoreOptions {
  readonly values?: Map<string, Uint8Array>;
  /** Answers the very bytes it keeps. */
  readonly borrowed?: boolean;
  /** Equal for stores over the same values. */
  readonly identity?: unknown;
}

/** A store over a map. Answers at once, so that synchronous roads are taken. */
export class MapStore {
  readonly contract = "zarrkit.store.v1";
  readonly description = "map://test";
  readonly borrowed: boolean;
  readonly identity: unknown;
  readonly values: Map<string, Uint8Array>;

  constructor({ values = new Map(), borrowed = false, identity }: MapStoreOptions = {}) {
    this.values = values;
    this.borrowed = borrowed;
    this.identity = identity ?? this;
  }

  get(key: string, { range }: ReadOptions = {}): Uint8Array | undefined {
    const value = this.values.get(key);
    if (value === undefined) return undefined;
    const part = clip(value, range);
    return this.borrowed ? part : part.slice();
  }

  set(key: string, value: Uint8Array, { ifVersion }: WriteOptions = {}): boolean {
    if (ifVersion === null && this.values.has(key)) return false;
    this.values.set(key, value.slice());
    return true;
  }

  delete(key: string): void {
    this.values.delete(key);
  }

  async *list(prefix: string): AsyncGenerator<string> {
    for (const key of [...this.values.keys()]) if (key.startsWith(prefix)) yield key;
  }

  async *listDir(prefix: string): AsyncGenerator<string> {
    const seen = new Set<string>();
    for (const key of this.values.keys()) {
      if (!key.startsWith(prefix)) continue;
      const [first, ...rest] = key.slice(prefix.length).split("/");
      seen.add(rest.length === 0 ? (first as string) : `${first}/`);
    }
    yield* seen;
  }
}

/** The bytes of a value that a range names, clipped to what is there. */
function clip(value: Uint8Array, range: ByteRange | undefined): Uint8Array {
  if (range === undefined) return value;
  if ("suffix" in range) return value.subarray(Math.max(0, value.length - range.suffix));
  const { offset, length } = range;
  return value.subarray(offset, length === undefined ? undefined : offset + length);
}
