import type { ByteRange, ReadOptions, StoreOptions, VersionPin, WriteOptions } from "../../src/contract/index.ts";
import { MapStore, type MapStoreOptions } from "./map-store.ts";

export interface Request {
  readonly kind: "get" | "getRanges" | "set" | "delete" | "version";
  readonly key: string;
  readonly ranges?: readonly ByteRange[];
  /** Bytes that went over the wire. */
  readonly bytes: number;
}

/** A store that answers later and writes down every request and its bytes. */
export class CountingStore {
  readonly contract = "zarrkit.store.v1";
  readonly description = "counting://test";
  readonly identity: unknown;
  readonly map: MapStore;
  requests: Request[] = [];
  /** Requests under way, and the most there ever were. */
  pending = 0;
  mostPending = 0;
  /** Called before each answer: throw to fail, wait to be slow. */
  before: (kind: Request["kind"], key: string) => void | Promise<void> = () => {};

  constructor(options: MapStoreOptions = {}) {
    this.map = new MapStore(options);
    this.identity = options.identity ?? this;
  }

  /** Forgets what was asked so far. */
  reset(): void {
    this.requests = [];
    this.mostPending = 0;
  }

  /** The requests of a kind. */
  of(kind: Request["kind"]): readonly Request[] {
    return this.requests.filter((request) => request.kind === kind);
  }

  /** Keys that were read, in the order asked. */
  get reads(): string[] {
    return this.of("get").map((request) => request.key);
  }

  async get(key: string, options: ReadOptions = {}): Promise<Uint8Array | undefined> {
    return this.serve("get", key, options, () => {
      const value = this.map.get(key, options);
      return { answer: value, bytes: value?.length ?? 0, ranges: options.range === undefined ? [] : [options.range] };
    });
  }

  async set(key: string, value: Uint8Array, options: WriteOptions = {}): Promise<boolean> {
    return this.serve("set", key, options, () => ({ answer: this.map.set(key, value, options), bytes: value.length }));
  }

  async delete(key: string, options: StoreOptions = {}): Promise<void> {
    return this.serve("delete", key, options, () => ({ answer: this.map.delete(key), bytes: 0 }));
  }

  list(prefix: string): AsyncIterable<string> {
    return this.map.list(prefix);
  }

  listDir(prefix: string): AsyncIterable<string> {
    return this.map.listDir(prefix);
  }

  protected async serve<T>(
    kind: Request["kind"],
    key: string,
    { signal }: StoreOptions,
    work: () => { answer: T; bytes: number; ranges?: readonly ByteRange[] },
  ): Promise<T> {
    const place = this.requests.push({ kind, key, bytes: 0 }) - 1;
    const log = this.requests;
    this.mostPending = Math.max(this.mostPending, ++this.pending);
    try {
      await new Promise((resolve) => setTimeout(resolve, 0));
      await this.before(kind, key);
      signal?.throwIfAborted();
      const { answer, bytes, ranges = [] } = work();
      log[place] = { kind, key, bytes, ...(ranges.length === 0 ? {} : { ranges }) };
      return answer;
    } finally {
      this.pending--;
    }
  }
}

/** One that serves several ranges of a value in one call. */
export class RangesStore extends CountingStore {
  async getRanges(
    key: string,
    ranges: readonly ByteRange[],
    options: StoreOptions = {},
  ): Promise<readonly Uint8Array[] | undefined> {
    return this.serve("getRanges", key, options, () => {
      const parts = ranges.map((range) => this.map.get(key, { range }));
      const answer = parts.every((part) => part !== undefined) ? (parts as Uint8Array[]) : undefined;
      return { answer, bytes: (answer ?? []).reduce((sum, part) => sum + part.length, 0), ranges };
    });
  }
}

/** Versions of values, by the memory that holds them: a map keeps new memory for each write. */
const versions = new WeakMap<Uint8Array, string>();
let lastVersion = 0;

/** One that can tell a value's version, and heeds it: stores over one map, as processes over one bucket. */
export class VersionedStore extends CountingStore {
  override async get(key: string, options: ReadOptions = {}): Promise<Uint8Array | undefined> {
    const { range, pin } = options;
    return this.serve("get", key, options, () => {
      if (pin !== undefined) this.#heed(pin, key);
      const answer = this.map.get(key, options);
      return { answer, bytes: answer?.length ?? 0, ranges: range === undefined ? [] : [range] };
    });
  }

  override async set(key: string, value: Uint8Array, options: WriteOptions = {}): Promise<boolean> {
    return this.serve("set", key, options, () => {
      const { ifVersion } = options;
      const holds = ifVersion === undefined || ifVersion === (this.#version(key) ?? null);
      return { answer: holds && this.map.set(key, value), bytes: value.length };
    });
  }

  async version(key: string, options: StoreOptions = {}): Promise<string | undefined> {
    return this.serve("version", key, options, () => ({ answer: this.#version(key), bytes: 0 }));
  }

  async deleteIf(key: string, version: string, options: StoreOptions = {}): Promise<boolean> {
    return this.serve("delete", key, options, () => {
      return { answer: this.#version(key) === version && this.map.values.delete(key), bytes: 0 };
    });
  }

  #version(key: string): string | undefined {
    const value = this.map.values.get(key);
    if (value !== undefined && !versions.has(value)) versions.set(value, `v${++lastVersion}`);
    return value && versions.get(value);
  }

  #heed(pin: VersionPin, key: string): void {
    const version = this.#version(key);
    if (pin.version !== undefined && pin.version !== version) {
      throw Object.assign(new Error("another version"), { code: "changed" });
    }
    pin.version = version;
  }
}
